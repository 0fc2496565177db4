import { expect, test } from "@jest/globals";
import { gap, joinLines } from "../../src/render/page.ts";

test("gaps are one blank line between blocks and none at the ends", () => {
  expect(joinLines([gap, "a", gap, gap, "b", "", "", "c", gap])).toBe("a\n\nb\n\n\nc\n");
});

test("nothing is no line at all", () => {
  expect(joinLines([gap])).toBe("");
});
