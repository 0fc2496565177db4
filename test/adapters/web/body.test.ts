import { describe, expect, test } from "@jest/globals";
import { createBodyReader } from "../../../src/adapters/web/body.ts";

function streamed(stream: ReadableStream<Uint8Array>): Request {
  return new Request("http://localhost/", { method: "POST", body: stream, duplex: "half" });
}

/** A body of so many bytes in pieces of ten. */
function pieces(bytes: number): Request {
  let left = bytes;
  return streamed(
    new ReadableStream({
      pull(controller) {
        if (left <= 0) {
          controller.close();
          return;
        }
        controller.enqueue(new Uint8Array(Math.min(10, left)));
        left -= 10;
      },
    }),
  );
}

describe("a body", () => {
  const read = createBodyReader({ body: 100, all: 150 });

  test("is what was sent, byte for byte", async () => {
    const bytes = Uint8Array.of(0, 255, 128, 10, 13);
    expect(await read(new Request("http://localhost/", { method: "POST", body: bytes }))).toEqual(Buffer.from(bytes));
    expect(await read(new Request("http://localhost/", { method: "POST" }))).toEqual(Buffer.alloc(0));
  });

  test("may be as large as the limit and not larger, whatever it announced", async () => {
    expect(await read(pieces(100))).toHaveLength(100);
    expect(await read(pieces(101))).toBe("too-large");
  });

  test("without an end is given up at the limit", async () => {
    expect(await read(pieces(Number.POSITIVE_INFINITY))).toBe("too-large");
  });

  test("that ends early is broken", async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(10));
        controller.error(new Error("reset"));
      },
    });
    expect(await read(streamed(broken))).toBe("broken");
  });
});

test("all bodies together have a limit, and room that was taken is given back", async () => {
  const read = createBodyReader({ body: 100, all: 150 });
  const controllers: ReadableStreamDefaultController<Uint8Array>[] = [];
  const held = () =>
    read(
      streamed(
        new ReadableStream<Uint8Array>({
          start(controller) {
            controller.enqueue(new Uint8Array(70));
            controllers.push(controller);
          },
        }),
      ),
    );
  const first = held();
  const second = held();
  expect(await read(pieces(20))).toBe("crowded");
  for (const controller of controllers) controller.close();
  expect([await first, await second].map((body) => body.length)).toEqual([70, 70]);
  expect(await read(pieces(100))).toHaveLength(100);
});
