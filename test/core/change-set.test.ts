import { expect, test } from "@jest/globals";
import { touchedPaths } from "../../src/core/change-set.ts";

test("a change touches its path", () => {
  expect(touchedPaths({ path: "a", status: "removed", type: "regular" })).toEqual(["a"]);
});

test("a rename touches both its paths", () => {
  expect(touchedPaths({ path: "b", previousPath: "a", status: "renamed", type: "symlink" })).toEqual(["b", "a"]);
});
