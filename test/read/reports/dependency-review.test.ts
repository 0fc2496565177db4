import { expect, test } from "@jest/globals";
import { alertsOf } from "./reading.ts";

const change = (change_type: string, ...severities: readonly string[]) => ({
  ...{ change_type, name: "helmet", version: "4.6.0", ecosystem: "npm" },
  vulnerabilities: severities.map((severity, index) => ({ severity, advisory_ghsa_id: `GHSA-${index}` })),
});

test.each<readonly [string, unknown, unknown]>([
  [
    "what is added counts",
    [change("added", "critical", "moderate")],
    ["critical GHSA-0 @ helmet 4.6.0", "medium GHSA-1 @ helmet 4.6.0"],
  ],
  ["what is removed does not", [change("removed", "critical")], []],
  ["a change that is neither", [change("moved")], "it has a change that is neither added nor removed"],
  ["one without a list of vulnerabilities", [{ change_type: "added" }], '"vulnerabilities" of a change is no list'],
  ["a severity nobody knows is the worst", [change("added", "?")], ["critical GHSA-0 @ helmet 4.6.0"]],
])("dependency review: %s", (_name, value, expected) => {
  expect(alertsOf(value)).toEqual(expected);
});
