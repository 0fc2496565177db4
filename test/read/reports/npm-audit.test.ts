import { expect, test } from "@jest/globals";
import { alertsOf } from "./reading.ts";

const audit = (vulnerabilities: unknown) => ({ auditReportVersion: 2, vulnerabilities, metadata: {} });

test.each<readonly [string, object, unknown]>([
  ["nothing found", audit({}), []],
  [
    "one for each vulnerable package",
    audit({
      a: { name: "a", severity: "critical", range: "<2", via: ["b"] },
      b: { name: "b", severity: "moderate", range: "*", via: [{ severity: "critical" }] },
      c: { name: "c", severity: "info", range: "1.x" },
    }),
    ["critical a @ <2", "medium b @ *", "low c @ 1.x"],
  ],
  ["a severity nobody knows is the worst", audit({ a: { severity: "meh" }, b: {} }), ["critical a", "critical b"]],
  ["totals are not believed", { ...audit({}), metadata: { vulnerabilities: { total: 9 } } }, []],
  [
    "npm 6 has advisories",
    { actions: [], advisories: { 118: { module_name: "minimatch", severity: "high" } }, metadata: {} },
    ["high minimatch"],
  ],
  ["an audit that failed", { error: { code: "ENOLOCK" } }, "npm audit says that it failed"],
  ["one that failed and still found nothing", { ...audit({}), error: {} }, "npm audit says that it failed"],
  ["nothing about what it found", { auditReportVersion: 2 }, "what it found is no mapping"],
  ["a list of what it found", audit([]), "what it found is no mapping"],
  ["a vulnerability that is a text", audit({ a: "high" }), "a vulnerability is no mapping"],
])("npm audit: %s", (_name, value, expected) => {
  expect(alertsOf(value)).toEqual(expected);
});

test("npm audit: a package called __proto__ is a package", () => {
  expect(alertsOf('{"auditReportVersion":2,"vulnerabilities":{"__proto__":{"severity":"high"}}}')).toEqual([
    "high __proto__",
  ]);
});
