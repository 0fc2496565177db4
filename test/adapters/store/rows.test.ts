import { expect, test } from "@jest/globals";
import { judgementText, pullRequestRecord } from "../../../src/adapters/store/rows.ts";
import { fullJudgement } from "../../contracts/store-values.ts";

const row = {
  ...{ installation: 1, repository: "o/a", number: 1, open: 1, draft: 0, head: "h1", base: "main" },
  ...{ changed_files: null, updated_at: 1000, renewal_wanted: 0 },
};

test("a judgement of a version that knew no reports looked at none", () => {
  const { reports, ...attention } = fullJudgement.attention;
  expect(reports).toBe(true);
  const old = JSON.stringify({ ...fullJudgement, attention });
  expect(pullRequestRecord({ ...row, judgement: old }).judgement?.attention.reports).toBe(false);
  expect(pullRequestRecord({ ...row, judgement: judgementText(fullJudgement) }).judgement).toEqual(fullJudgement);
});
