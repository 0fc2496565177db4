import { expect, test } from "@jest/globals";
import { errorText } from "../../../src/adapters/queue/error-text.ts";

test.each([
  [new Error("plain"), "plain"],
  ["a string", "a string"],
  [undefined, "undefined"],
  [new Error("x".repeat(501)), "x".repeat(500)],
  [new Error(`${"x".repeat(495)} ghs_secret`), `${"x".repeat(495)} [tok`],
  [new Error("token ghp_aB1, gho_x ghu_y ghr_z"), "token [token], [token] [token] [token]"],
  [new Error("https://x-access-token:ghs_12_eyJh.bG-c.i_O@github.com"), "https://x-access-token:[token]@github.com"],
  [new Error("github_pat_11A_b"), "[token]"],
  [new Error("highs_and ghx_lows"), "highs_and ghx_lows"],
])("what is kept of %s", (error, text) => {
  expect(errorText(error)).toBe(text);
});
