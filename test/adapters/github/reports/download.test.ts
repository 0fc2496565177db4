import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { download } from "../../../../src/adapters/github/reports/download.ts";
import { UnavailableError } from "../../../../src/pipeline/trouble.ts";

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<unknown>((resolve) => {
    if (server === undefined) resolve(undefined);
    else server.close(resolve);
  });
  server = undefined;
});

/** Where something listens that answers so. */
async function serve(answer: RequestListener): Promise<string> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/x?sig=a-secret`;
}

describe("a download", () => {
  test("takes no credentials along, and gives the bytes", async () => {
    let seen: IncomingMessage["headers"] = {};
    const address = await serve(({ headers }, response) => {
      seen = headers;
      response.write("ab");
      response.end("c");
    });
    expect(await download(address, 3)).toEqual({ bytes: new Uint8Array([97, 98, 99]) });
    expect(seen.authorization).toBeUndefined();
  });

  test.each([
    ["by what is announced", { "content-length": "4" }],
    ["by what comes", {}],
  ])("stops at the limit %s", async (_, headers) => {
    const address = await serve((_request, response) => {
      response.writeHead(200, headers);
      response.end("abcd");
    });
    expect(await download(address, 3)).toEqual({ unread: "it has more than the 3 bytes that are fetched" });
  });

  test("of something endless ends", async () => {
    const address = await serve((_request, response) => {
      const more = () => {
        if (!response.destroyed) response.write(Buffer.alloc(65_536), more);
      };
      more();
    });
    expect(await download(address, 1_000_000)).toMatchObject({ unread: expect.stringContaining("1000000") as unknown });
  });

  test.each([404, 410])("that is gone (%i) is unread for good", async (status) => {
    const address = await serve((_request, response) => response.writeHead(status).end());
    expect(await download(address, 3)).toEqual({ unread: "its content is gone" });
  });

  test.each([302, 403, 500, 503])(
    "that is answered %i is trouble, and no address is followed further",
    async (status) => {
      const address = await serve((_request, response) => response.writeHead(status, { location: "/y" }).end());
      await expect(download(address, 3)).rejects.toBeInstanceOf(UnavailableError);
    },
  );

  test("that breaks off is trouble, without the address", async () => {
    const address = await serve((request, response) => {
      response.writeHead(200, { "content-length": "3" });
      response.write("a", () => request.socket.destroy());
    });
    const trouble = await download(address, 3).catch((error: unknown) => error);
    expect(trouble).toBeInstanceOf(UnavailableError);
    expect(String(trouble)).not.toContain("a-secret");
  });

  test.each(["http://example.com/x", "file:///etc/passwd", "ftp://127.0.0.1/x"])(
    "never goes to %s",
    async (address) => {
      await expect(download(address, 3)).rejects.toThrow("not HTTPS");
    },
  );
});
