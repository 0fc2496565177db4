import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodePath, encodePath } from "../../../src/adapters/git/path-bytes.ts";

describe("a path git printed", () => {
  const paths: { name: string; bytes: readonly number[]; path: string }[] = [
    { name: "is read as UTF-8", bytes: [0x61, 0x2f, 0xc3, 0xa9], path: "a/é" },
    { name: "may stand outside the basic plane", bytes: [0xf0, 0x9f, 0x98, 0x80], path: "😀" },
    { name: "keeps a byte that is no UTF-8 as a lone surrogate", bytes: [0x61, 0xff, 0x62], path: "a\udcffb" },
    { name: "keeps the bytes of a cut-off character", bytes: [0xf0, 0x9f, 0x98], path: "\udcf0\udc9f\udc98" },
    { name: "keeps an encoded surrogate as three bytes", bytes: [0xed, 0xb3, 0xbf], path: "\udced\udcb3\udcbf" },
    { name: "reads what is valid around what is not", bytes: [0xe9, 0xc3, 0xa9, 0x80], path: "\udce9é\udc80" },
  ];
  test.each(paths)("$name", ({ bytes, path }) => {
    expect(decodePath(Buffer.from(bytes))).toBe(path);
    expect(encodePath(path)).toEqual(Buffer.from(bytes));
  });

  test("comes back exactly, whatever its bytes, so that no two names become one", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        expect(encodePath(decodePath(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
      }),
    );
  });
});

describe("a string no name decodes to has no bytes", () => {
  test.each([
    { name: "a high surrogate alone", path: "a\ud800" },
    { name: "a low surrogate that stands for no byte", path: "a\ude00" },
    { name: "a low surrogate that stands for a letter", path: "\udc61" },
    { name: "escaped bytes that are valid UTF-8", path: "\udcc3\udca9" },
  ])("$name", ({ path }) => {
    expect(encodePath(path)).toBeUndefined();
  });
});
