import { describe, expect, test } from "@jest/globals";
import { alertsOf } from "./reading.ts";

const log = (...results: readonly object[]) => run({ results });
const run = (parts: object, version = "2.1.0") => ({
  version,
  runs: [{ tool: { driver: { name: "x", rules } }, ...parts }],
});
const rules = [
  { id: "r0", defaultConfiguration: { level: "error" } },
  { id: "r1", properties: { "security-severity": "9.8" } },
  { id: "r2", properties: { "security-severity": "4.0" }, defaultConfiguration: { level: "error" } },
  { id: "r3", properties: { "security-severity": "huge" } },
];

describe("severity", () => {
  test.each<readonly [string, object, string]>([
    ["error is high", { ruleId: "x", level: "error" }, "high x"],
    ["warning is medium", { ruleId: "x", level: "warning" }, "medium x"],
    ["note is low", { ruleId: "x", level: "note" }, "low x"],
    ["none is low", { ruleId: "x", level: "none" }, "low x"],
    ["without a level it is a warning", { ruleId: "x" }, "medium x"],
    ["a level nobody knows is the worst", { ruleId: "x", level: "fatal" }, "critical x"],
    ["the level of the rule, by id", { ruleId: "r0" }, "high r0"],
    ["the level of the result before that of the rule", { ruleId: "r0", level: "note" }, "low r0"],
    ["the score of the rule before any level", { ruleId: "r1", level: "note" }, "critical r1"],
    ["by index", { ruleIndex: 2 }, "medium a result without a rule"],
    ["by a reference", { rule: { id: "r1", index: 1 } }, "critical r1"],
    ["a variant of a rule", { ruleId: "r1/variant" }, "critical r1/variant"],
    ["a score that is none is the worst", { ruleId: "r3", level: "note" }, "critical r3"],
    ["a score of the result itself", { ruleId: "x", properties: { "security-severity": 7 } }, "high x"],
    ["the worse of two scores", { ruleId: "r1", properties: { "security-severity": "1.0" } }, "critical r1"],
    ["names like those of JavaScript are none", { ruleId: "constructor", level: "note" }, "low constructor"],
  ])("%s", (_name, result, alert) => {
    expect(alertsOf(log(result))).toEqual([alert]);
  });

  test("the rules of an extension", () => {
    const extensions = [{ name: "e", rules: [{ id: "r0", properties: { "security-severity": "8.1" } }] }];
    const result = { ruleId: "r0", rule: { index: 0, toolComponent: { index: 0 } } };
    const value = {
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "x", rules }, extensions }, results: [result] }],
    };
    expect(alertsOf(value)).toEqual(["high r0"]);
  });
});

describe("what counts", () => {
  const isSuppressed = (...suppressions: readonly object[]) => ({ ruleId: "x", suppressions });
  test.each<readonly [string, object, number]>([
    ["a suppressed result does not", isSuppressed({ kind: "inSource" }), 0],
    ["one whose suppression is accepted does not", isSuppressed({ kind: "external", status: "accepted" }), 0],
    ["one whose suppression is rejected does", isSuppressed({ kind: "external", status: "rejected" }), 1],
    ["one whose suppression is under review does", isSuppressed({}, { status: "underReview" }), 1],
    ["an empty list of suppressions suppresses nothing", isSuppressed(), 1],
    ["a result that passed does not", { kind: "pass" }, 0],
    ["one for information does not", { kind: "informational" }, 0],
    ["one that is open does", { kind: "open", level: "none" }, 1],
    ["one that is gone does not", { baselineState: "absent" }, 0],
    ["one that was there before does", { baselineState: "unchanged" }, 1],
  ])("%s", (_name, result, count) => {
    expect(alertsOf(log(result))).toHaveLength(count);
  });

  test("results of all runs", () => {
    const [one] = log({ ruleId: "a" }).runs;
    expect(alertsOf({ version: "2.1.0", runs: [one, one] })).toEqual(["medium a", "medium a"]);
  });

  test("where it is", () => {
    const physicalLocation = { artifactLocation: { uri: "src/a.ts" }, region: { startLine: 7 } };
    expect(alertsOf(log({ ruleId: "a", locations: [{ physicalLocation }] }))).toEqual(["medium a @ src/a.ts:7"]);
    expect(alertsOf(log({ ruleId: "a", locations: [] }))).toEqual(["medium a"]);
  });
});

describe("what cannot be read", () => {
  test.each<readonly [string, object, string]>([
    ["another version", run({ results: [] }, "2.0.0"), "it is not SARIF 2.1.0"],
    ["no run", { version: "2.1.0", runs: [] }, "it has no run"],
    ["a run without a list of results", run({}), "the list of results of a run is no list"],
    ["one whose list is null", run({ results: null }), "the list of results of a run is no list"],
    [
      "a scanner that failed",
      run({ results: [], invocations: [{ executionSuccessful: false }] }),
      "its scanner says that it failed",
    ],
    [
      "results in other files",
      run({ results: [], externalPropertyFileReferences: { results: [{}] } }),
      "its results are in other files",
    ],
    ["a result that is a text", run({ results: ["x"] }), "a result is no mapping"],
    ["a run without a tool", { version: "2.1.0", runs: [{ results: [] }] }, "the tool of a run is no mapping"],
    ["suppressions that are no list", log({ suppressions: {} }), "what should be a list is no list"],
  ])("%s", (_name, value, why) => {
    expect(alertsOf(value)).toBe(why);
  });
});
