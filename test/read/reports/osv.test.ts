import { expect, test } from "@jest/globals";
import { alertsOf } from "./reading.ts";

const found = (...packages: readonly object[]) => ({ results: [{ source: { path: "/package-lock.json" }, packages }] });
const where = { package: { name: "lodash", version: "4.17.20", ecosystem: "npm" } };
const of = (id: string, severity?: string) => ({ id, ...(severity && { database_specific: { severity } }) });

test.each<readonly [string, object, unknown]>([
  ["nothing found", { results: [], experimental_config: {} }, []],
  [
    "aliases are one, by their score",
    found({
      ...where,
      vulnerabilities: [of("GHSA-1"), of("CVE-1")],
      groups: [{ ids: ["GHSA-1", "CVE-1"], max_severity: "7.2" }],
    }),
    ["high GHSA-1, CVE-1 @ lodash 4.17.20"],
  ],
  [
    "without a score, by the worst word of the group",
    found({
      ...where,
      vulnerabilities: [of("A", "LOW"), of("B", "MODERATE")],
      groups: [{ ids: ["A", "B"], max_severity: "" }],
    }),
    ["medium A, B @ lodash 4.17.20"],
  ],
  [
    "what is in no group counts alone",
    found({ vulnerabilities: [of("A", "HIGH"), of("B", "LOW")], groups: [{ ids: ["A"], max_severity: "8" }] }),
    ["high A", "low B"],
  ],
  ["without groups each counts", found({ vulnerabilities: [of("A", "HIGH"), of("B", "LOW")] }), ["high A", "low B"]],
  ["malicious packages have no severity", found({ vulnerabilities: [of("MAL-1")] }), ["critical MAL-1"]],
  ["a group nobody knows", found({ groups: [{ ids: ["A"] }] }), ["critical A"]],
  ["a score beyond ten", found({ groups: [{ ids: ["A"], max_severity: "11" }] }), ["critical A"]],
  ["packages that are no list", { results: [{ source: {}, packages: {} }] }, '"packages" of a result is no list'],
  ["a group without ids", found({ groups: [{}] }), '"ids" of a group is no list'],
])("OSV-Scanner: %s", (_name, value, expected) => {
  expect(alertsOf(value)).toEqual(expected);
});
