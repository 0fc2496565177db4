import { expect, test } from "@jest/globals";
import { painted, styleOf } from "../../src/render/style.ts";

test("colours are SGR codes that end what they begin", () => {
  expect(styleOf(true).red("fail")).toBe("\u001b[31mfail\u001b[39m");
  expect(styleOf(true).red("")).toBe("");
});

test("without colours text stays as it is", () => {
  expect(styleOf(false).bold("fail")).toBe("fail");
});

test.each([
  { name: "what blocks is red", verdict: "fail", effect: "blocks", code: 31 },
  { name: "what is pending is yellow", verdict: "pending", effect: "blocks", code: 33 },
  { name: "what warns is yellow", verdict: "fail", effect: "warns", code: 33 },
  { name: "what would block is dim", verdict: "error", effect: "would block", code: 2 },
  { name: "what passes is green", verdict: "pass", effect: undefined, code: 32 },
  { name: "what is waived is cyan", verdict: "waived", effect: undefined, code: 36 },
  { name: "what does not apply is dim", verdict: "not-applicable", effect: undefined, code: 2 },
] as const)("$name", ({ verdict, effect, code }) => {
  expect(painted("x", verdict, effect, styleOf(true))).toContain(`\u001b[${code}m`);
});
