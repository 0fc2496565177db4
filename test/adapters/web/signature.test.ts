import { describe, expect, test } from "@jest/globals";
import { isSignature, isSignedBy, sign } from "../../../src/adapters/web/signature.ts";

const secret = "It's a Secret to Everybody";
const body = Buffer.from("Hello, World!");
// The example of GitHub's documentation.
const documented = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

describe("a signature", () => {
  test("is the one GitHub documents", () => {
    expect(sign(secret, body)).toBe(documented);
    expect(isSignedBy(secret, body, documented)).toBe(true);
  });

  test.each([
    ["another secret", "another", body, documented],
    ["another body", secret, Buffer.from("Hello, World"), documented],
    ["one digit that differs", secret, body, documented.replace(/7$/, "8")],
    ["capital digits", secret, body, documented.toUpperCase().replace("SHA256", "sha256")],
    ["a digit too many", secret, body, `${documented}0`],
    ["a line end", secret, body, `${documented}\n`],
    ["the old algorithm", secret, body, `sha1=${"0".repeat(40)}`],
    ["nothing", secret, body, ""],
    ["an empty secret", "", body, sign("x", body)],
  ])("is refused with %s", (_name, key, bytes, signature) => {
    expect(isSignedBy(key, bytes, signature)).toBe(false);
  });

  test("is over bytes, not over text", () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0x00, 0x80);
    expect(isSignedBy(secret, bytes, sign(secret, bytes))).toBe(true);
    expect(isSignedBy(secret, Buffer.from(Buffer.from(bytes).toString("utf8")), sign(secret, bytes))).toBe(false);
  });
});

test("what is no signature is known by its form", () => {
  expect([documented, undefined, "sha256=", "x"].map(isSignature)).toEqual([true, false, false, false]);
});
