import { expect, test } from "@jest/globals";
import { isMerge, readMessage } from "../../../src/core/commits/commit.ts";

test.each([
  ["fix: a", "fix: a", ""],
  ["fix: a\n\nBecause.\n\nSigned-off-by: Ada\n", "fix: a", "Because.\n\nSigned-off-by: Ada"],
  ["fix: a\r\n\r\nBecause.\r\n", "fix: a", "Because."],
  ["\n\n  fix: a\nsecond line", "fix: a", "second line"],
  ["", "", ""],
])("the message %j has a subject and a body", (message, subject, body) => {
  expect(readMessage(message)).toEqual({ subject, body });
});

test("a merge has two parents or more", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((parents) => isMerge({ parents }))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
