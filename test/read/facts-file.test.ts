import { describe, expect, test } from "@jest/globals";
import { UserError } from "../../src/core/user-error.ts";
import { readFactsFile } from "../../src/read/facts-file.ts";

const read = (value: unknown) => readFactsFile("facts.json", typeof value === "string" ? value : JSON.stringify(value));

describe("what a facts file says", () => {
  test("the results of checks", () => {
    expect(
      read({
        checks: [
          { name: "ci / test", status: "completed", conclusion: "success" },
          { name: "lint", status: "in_progress", conclusion: null },
          { name: "deploy", status: "queued" },
        ],
      }).checks,
    ).toEqual([
      { name: "ci / test", status: "completed", conclusion: "success" },
      { name: "lint", status: "in_progress", conclusion: undefined },
      { name: "deploy", status: "queued", conclusion: undefined },
    ]);
  });

  test("the apps of checks, as an id, a slug, or as REST prints them", () => {
    const apps = [15368, "github-actions", { id: 7, slug: "mend", owner: { login: "mend" } }, null];
    expect(
      read({ checks: apps.map((app) => ({ name: "a", status: "queued", app })) }).checks?.map(({ app }) => app),
    ).toEqual([{ id: 15368 }, { slug: "github-actions" }, { id: 7, slug: "mend" }, undefined]);
  });

  test("nothing about checks is not the same as no checks", () => {
    expect([read({}).checks, read({ checks: [] }).checks]).toEqual([undefined, []]);
  });

  test("CI reports, as text or as the path of a file", () => {
    const reports = { junit: "<testsuite/>", lcov: { path: "lcov.info" } };
    expect(read({ reports }).reports).toEqual(
      new Map([
        ["junit", { text: "<testsuite/>" }],
        ["lcov", { path: "lcov.info" }],
      ]),
    );
    expect(read({}).reports).toEqual(new Map());
  });

  test("approvals are part of the format", () => {
    expect(read({ approvals: [{ role: "sre", by: "ada" }] }).checks).toBeUndefined();
  });

  test("a byte order mark is no part of it", () => {
    expect(read('\ufeff{ "checks": [] }').checks).toEqual([]);
  });
});

describe("what is wrong with a facts file", () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["no JSON", "checks: []", "facts.json is not valid JSON"],
    ["nothing", "", "facts.json is not valid JSON"],
    ["a list", [], "facts.json: the file: expected a mapping"],
    ["an unknown key", { check: [] }, 'facts.json: check: unknown key "check"; did you mean "checks"?'],
    [
      "an unknown key of a check",
      { checks: [{ name: "a", status: "queued", url: "x" }] },
      'checks.0.url: unknown key "url"; known here: name, status, conclusion, app',
    ],
    [
      "a status that is none",
      { checks: [{ name: "a", status: "done" }] },
      'checks.0.status: "done" is not known; expected queued, in_progress or completed',
    ],
    ["an empty name", { checks: [{ name: "", status: "queued" }] }, "checks.0.name: needs 1 character at least"],
    ["a report that is no text", { reports: { junit: 1 } }, "reports.junit: expected a text or a mapping"],
    ["a report without a path", { reports: { junit: { path: "" } } }, "reports.junit.path: needs 1 character at least"],
    ["a name no policy can give", { reports: { "j unit": "" } }, "a report has a name of letters"],
    [
      "everything at once",
      { checks: [{ name: 1 }], approvals: [{ by: "a" }] },
      'checks.0.name: expected a text; checks.0.status: expected queued, in_progress or completed; approvals.0.role: "role" is missing',
    ],
  ];
  test.each(cases)("%s", (_name, value, message) => {
    expect(() => read(value)).toThrow(UserError);
    expect(() => read(value)).toThrow(message);
  });
});
