import { describe, expect, test } from "@jest/globals";
import { compilePattern, maxSubjectLength } from "../../../src/core/pattern.ts";
import { idsIn, lineOf } from "../../../src/core/traces/mentions.ts";

const pattern = compilePattern("REQ-[0-9]+");
const filler = `${"x".repeat(99)}\n`;

describe("ids in a text", () => {
  test("are found once each, in order", () => {
    expect(idsIn(pattern, "REQ-2 REQ-1\nREQ-2")).toEqual(["REQ-2", "REQ-1"]);
    expect(idsIn(pattern, "")).toEqual([]);
  });

  test("are found however far down, and however many", () => {
    expect(idsIn(pattern, `${filler.repeat(3000)}REQ-7`)).toEqual(["REQ-7"]);
    const many = Array.from({ length: 5000 }, (_, index) => `REQ-${index}`);
    expect(idsIn(pattern, many.join("\n"))).toEqual(many);
  });

  test("are whole wherever a very long line is taken apart", () => {
    for (let shift = 0; shift < 14; shift += 1) {
      const text = `${"x ".repeat((maxSubjectLength - 14) / 2)}${" ".repeat(shift)}REQ-1234567 ${"y ".repeat(50_000)}`;
      expect([shift, idsIn(pattern, text)]).toEqual([shift, ["REQ-1234567"]]);
    }
  });

  test("are looked for in a line without any space, too", () => {
    expect(idsIn(compilePattern("q+"), "a".repeat(200_000))).toEqual([]);
    expect(idsIn(pattern, `${"a".repeat(200_000)};REQ-3`)).toEqual(["REQ-3"]);
  });
});

describe("the line of an id", () => {
  test.each([
    ["REQ-[0-9]+", "a\n// REQ-1\nREQ-1", "REQ-1", 2],
    ["REQ-([0-9]+)", "1\n12\nREQ-1", "1", 3],
    ["REQ-[0-9]+", "REQ-12\nREQ-1", "REQ-1", 2],
    ["REQ-[0-9]+", "nowhere", "REQ-1", 1],
  ])("by %s in %j", (source, text, id, line) => {
    expect(lineOf(compilePattern(source), text, id)).toBe(line);
  });
});
