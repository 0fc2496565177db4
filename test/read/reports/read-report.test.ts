import { describe, expect, test } from "@jest/globals";
import type { ReportFormat } from "../../../src/core/evidence/ci-report.ts";
import { maxReportBytes } from "../../../src/read/reports/limits.ts";
import { read } from "./reading.ts";

describe("formats are recognised by their content", () => {
  test.each([
    ["JUnit", "<testsuites><testsuite/></testsuites>", "tests"],
    ["JUnit behind white space", "\n  <testsuite/>", "tests"],
    ["Cobertura", "<coverage/>", "coverage"],
    ["JaCoCo", "<report name='x'/>", "coverage"],
    ["LCOV", "TN:\nSF:a\nend_of_record\n", "coverage"],
    ["a Go profile", "mode: set\na/b.go:1.1,2.2 1 1\n", "coverage"],
    ["Istanbul", '{"a.js":{"path":"a.js","statementMap":{},"s":{},"b":{}}}', "coverage"],
    ["SARIF", '{"version":"2.1.0","runs":[{"tool":{},"results":[]}]}', "security"],
    ["npm audit", '{"auditReportVersion":2,"vulnerabilities":{}}', "security"],
    ["OSV-Scanner", '{"results":[],"experimental_config":{}}', "security"],
    ["dependency review", '[{"change_type":"removed"}]', "security"],
  ])("%s", (_name, text, subject) => {
    expect(read(text)).toMatchObject({ subject });
  });

  test.each([
    ["nothing", "", "it is empty"],
    ["white space", " ".repeat(5000), "it is empty"],
    ["prose", "all tests passed", "its format is not known"],
    ["a broken mapping", '{"a":', "it is not valid JSON"],
    ["an empty mapping", "{}", "none of the formats"],
    ["an empty list", "[]", "none of the formats"],
    ["another tool's results", '{"results":[],"errors":[],"paths":{}}', "none of the formats"],
    ["a number", "12", "its format is not known"],
    ["too much of anything", "x".repeat(maxReportBytes + 1), "more than the 67108864 characters"],
    ["too many values", `[${"{},".repeat(5_000_001)}{}]`, "more than 10000000 values"],
  ])("%s is none", (_name, text, why) => {
    expect(read(text)).toContain(why);
  });

  test("the message of a JSON parser does not repeat the text", () => {
    expect(read('{"a": @everyone}')).toBe("it is not valid JSON");
  });
});

describe("a format that is named is the one that is read", () => {
  test.each<readonly [string, string, ReportFormat, string]>([
    ["LCOV as Go", "SF:a\nend_of_record", "go", "line 1 is no block of a Go coverage profile"],
    ["Cobertura as JaCoCo", "<coverage/>", "jacoco", "it is cobertura, not jacoco"],
    ["test results as Cobertura", "<testsuite/>", "cobertura", "it is junit, not cobertura"],
    ["SARIF as OSV", '{"version":"2.1.0","runs":[]}', "osv", '"results" is no list'],
    ["an audit as SARIF", '{"auditReportVersion":2,"vulnerabilities":{}}', "sarif", "it is not SARIF 2.1.0"],
    ["a list as Istanbul", "[]", "istanbul", "it is no mapping"],
  ])("%s", (_name, text, format, why) => {
    expect(read(text, format)).toBe(why);
  });

  test("an empty dependency review is one", () => {
    expect(read("[]", "dependency-review")).toMatchObject({ counts: { critical: 0, high: 0, medium: 0, low: 0 } });
  });
});

test.each([
  [
    "JUnit",
    '<?xml version="1.0"?><testsuite name="s"><testcase name="a"><failure message="&lt;"/></testcase></testsuite>',
  ],
  ["Cobertura", '<!DOCTYPE c SYSTEM "x"><coverage><class filename="a"><line number="1" hits="1"/></class></coverage>'],
  ["SARIF", '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"ruleId":"a"}]}]}'],
])("%s that was cut off anywhere cannot be read", (_name, text) => {
  expect(read(text)).toEqual(expect.any(Object));
  const cut = Array.from({ length: text.length }, (_, length) => read(text.slice(0, length)));
  expect(cut.filter((reading) => typeof reading !== "string")).toEqual([]);
});
