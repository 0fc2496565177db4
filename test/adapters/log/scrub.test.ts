import { describe, expect, test } from "@jest/globals";
import { createScrubber } from "../../../src/adapters/log/scrub.ts";

const scrub = createScrubber(["s3cret value", "short"]);

describe("a line of JSON", () => {
  test.each([
    ["a key that is not closed", "-----BEGIN PRIVATE KEY-----\nMIIE"],
    ["a key before an escaped quotation mark", '-----BEGIN PRIVATE KEY----- "quoted" \\'],
    ["a token at its end", "ghp_abc"],
    ["a web token after a line end", "\neyJa.eyJb.c"],
  ])("stays one with %s", (_name, text) => {
    const line = scrub(JSON.stringify({ before: 1, text, after: "kept" }));
    expect(JSON.parse(line)).toMatchObject({ before: 1, after: "kept", text: expect.stringContaining("[redacted]") });
  });
});

describe("what is no secret", () => {
  test.each([
    "short words, such as this one",
    "https://example.com/@acme/harbour",
    "ada@example.com",
    "0cf9180a764aba863a67b6d72f0918bc131c6772",
    "docs/eyJ.md",
    "www.example.com",
  ])("stays: %s", (text) => {
    expect(scrub(text)).toBe(text);
  });
});

test("every occurrence goes", () => {
  expect(scrub("s3cret value, ghp_a ghp_b, czNjcmV0IHZhbHVl, s3cret%20value")).toBe(
    "[redacted], [redacted] [redacted], [redacted], [redacted]",
  );
});

test.each(["eyJ", "eyJ.", "eyJ-", "-----BEGIN ", "-----END", "://", "ghs_", "Bearer ", "sha256="])(
  "a hundred thousand of %j are read in linear time",
  (piece) => {
    // Quadratic time would take minutes and run into the limit of the test.
    expect(typeof scrub(piece.repeat(100_000))).toBe("string");
  },
);
