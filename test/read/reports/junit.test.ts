import { describe, expect, test } from "@jest/globals";
import { read } from "./reading.ts";

/** `passed failed skipped flaky`, and names and messages of what failed; or why it cannot be read. */
function results(text: string): string {
  const report = read(text);
  if (typeof report === "string") return report;
  if (report.subject !== "tests") return report.subject;
  const { passed, failed, skipped, flaky, failures } = report;
  return [
    `${passed} ${failed} ${skipped} ${flaky}`,
    ...failures.map(({ name, message }) => `${name}: ${message}`),
  ].join("; ");
}

const suite = (cases: string, attributes = 'name="s"') => `<testsuite ${attributes}>${cases}</testsuite>`;

describe("what counts", () => {
  test.each([
    ["a case that says nothing passed", suite('<testcase name="a"/>'), "1 0 0 0"],
    [
      "a failure and an error are failed tests",
      suite(
        '<testcase name="a"><failure message="m"/></testcase><testcase classname="c" name="b"><error type="E"/></testcase>',
      ),
      "0 2 0 0; s > a: m; c > b: E",
    ],
    [
      "several failures of one case are one",
      suite('<testcase name="a"><failure message="1"/><error message="2"/></testcase>'),
      "0 1 0 0; s > a: 1",
    ],
    ["a skipped case did not run", suite('<testcase name="a"><skipped/></testcase>'), "0 0 1 0"],
    ["a failure outweighs skipping", suite('<testcase name="a"><skipped/><failure/></testcase>'), "0 1 0 0; s > a: "],
    [
      "suites are nested, and what they claim is not believed",
      `<testsuites tests="99" failures="0">${suite(`${suite('<testcase name="a"><failure/></testcase>', 'name="inner" tests="7"')}<testcase name="b"/>`, 'name="outer" tests="50" failures="0"')}</testsuites>`,
      "1 1 0 0; inner > a: ",
    ],
    [
      "a failure that a suite claims is one of those in it",
      `<testsuites failures="1" errors="1">${suite('<testcase name="a"><failure/></testcase>', 'name="s" failures="1"')}${suite('<testcase name="b"/>', 'failures="0"')}</testsuites>`,
      "1 1 0 0; s > a: ",
    ],
    [
      "a failure that a suite claims may have passed when it was repeated",
      suite('<testcase name="a"><flakyFailure/></testcase>', 'name="s" failures="1"'),
      "1 0 0 1",
    ],
    [
      "a failure of the suite itself is a failed test",
      suite('<testcase name="a"/><error message="set-up"/>'),
      "1 1 0 0; s: set-up",
    ],
    [
      "a test that passed when it was repeated passed",
      suite('<testcase name="a"><flakyFailure message="m"><stackTrace>t</stackTrace></flakyFailure></testcase>'),
      "1 0 0 1",
    ],
    [
      "one that failed again failed",
      suite('<testcase name="a"><failure message="m"/><rerunFailure message="n"/></testcase>'),
      "0 1 0 0; s > a: m",
    ],
    [
      "one that stands there twice counts twice",
      suite('<testcase name="a"><failure/></testcase><testcase name="a"/>'),
      "1 1 0 0; s > a: ",
    ],
    [
      "words of other tools for not run",
      suite(
        '<testcase name="a" status="notrun"/><testcase name="b" result="skipped"/><testcase name="c" status="disabled"/>',
      ),
      "0 0 3 0",
    ],
    ["a word for failed is enough", suite('<testcase name="a" status="fail"/>'), "0 1 0 0; s > a: "],
    ["status run is a pass", suite('<testcase name="a" status="run" result="completed"/>'), "1 0 0 0"],
    [
      "what tests print is no result",
      suite(
        '<testcase name="a"><system-out><![CDATA[<failure/>]]></system-out><system-err><failure/></system-err></testcase>',
      ),
      "1 0 0 0",
    ],
    ["no suite, no test", "<testsuites/>", "0 0 0 0"],
    [
      "a case without a name",
      "<testsuite><testcase><failure/></testcase></testsuite>",
      "0 1 0 0; a test without a name: ",
    ],
    ["names like those of JavaScript", suite('<testcase name="__proto__" constructor="x"/>'), "1 0 0 0"],
    [
      "a byte order mark and a declaration",
      `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n${suite('<testcase name="a"/>')}`,
      "1 0 0 0",
    ],
    [
      "entities of XML in a name",
      suite('<testcase name="a &lt; b &#38; c"><failure/></testcase>'),
      "0 1 0 0; s > a < b & c: ",
    ],
  ])("%s", (_name, text, expected) => {
    expect(results(text)).toBe(expected);
  });

  test("the first ten of those that failed are named, in few words", () => {
    const report = read(suite(`<testcase name="${"n".repeat(9999)}"><failure/></testcase>`.repeat(11)));
    expect(report).toMatchObject({ failed: 11 });
    const { failures } = report as { failures: readonly { name: string }[] };
    expect([failures.length, failures[0]?.name.length]).toEqual([10, 300]);
  });
});

describe("what cannot be read", () => {
  test.each([
    ["one that was cut off", '<testsuite><testcase name="a"/>', /not well-formed XML: .*unclosed tag/],
    ["a control character", suite('<testcase name="a\u0001"/>'), /disallowed character/],
    ["an attribute that stands twice", suite('<testcase name="a" name="b"/>'), /duplicate attribute/],
    ["a DOCTYPE", `<!DOCTYPE testsuite SYSTEM "x.dtd">${suite("")}`, /^it has a DOCTYPE$/],
    [
      "entities",
      `<!DOCTYPE t [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>${suite('<testcase name="&b;"/>')}`,
      /^its DOCTYPE declares entities$/,
    ],
    ["an entity that nobody declared", suite('<testcase name="&nbsp;"/>'), /undefined entity/],
    ["a test case inside another", suite("<testcase><testcase/></testcase>"), /inside another/],
    ["elements too deep", `${"<testsuite>".repeat(65)}${"</testsuite>".repeat(65)}`, /more than 64 deep/],
    [
      "too many attributes",
      suite(`<testcase ${Array.from({ length: 101 }, (_, n) => `a${n}=""`).join(" ")}/>`),
      /more than 100 attributes/,
    ],
    ["another page", "<html/>", /XML of a format that is not known/],
    ["one named like a property of JavaScript", "<constructor/>", /XML of a format that is not known/],
    ["two roots", "<testsuite/><testsuite/>", /only one root/],
    ["only a comment", "<!-- a -->", /not well-formed|no element/],
    ["a name of any length is not repeated", `<testsuite></${"x".repeat(100_000)}>`, /^.{1,260}$/],
    [
      "a suite that crashed and has no test case to show for it",
      `<testsuites>${suite('<testcase name="a"/>', 'failures="0"')}${suite("", 'tests="0" errors="1"')}</testsuites>`,
      /has a suite that says something in it failed, and no test case that did/,
    ],
    [
      "failures of a suite that none of its test cases shows",
      suite('<testcase name="a"/><testcase name="b"/>', 'tests="5" failures="3"'),
      /has a suite that says something in it failed/,
    ],
    [
      "failures that all suites together claim and none shows",
      `<testsuites failures="2">${suite('<testcase name="a"/>')}</testsuites>`,
      /has a suite that says something in it failed/,
    ],
  ])("%s", (_name, text, why) => {
    expect(results(text)).toMatch(why);
  });

  test("an attribute in more pieces than are kept", () => {
    const long = (length: number) => results(suite(`<testcase name="${"\n".repeat(length)}"/>`));
    expect([long(2_000_000), long(5_000_000)]).toEqual(["1 0 0 0", "a tag has more than 4194304 characters"]);
  });

  test("a text in more pieces than are kept", () => {
    const long = (length: number) =>
      results(suite(`<testcase/><system-out><![CDATA[${"] ".repeat(length)}]]></system-out>`));
    expect([long(1_000_000), long(9_000_000)]).toEqual([
      "1 0 0 0",
      "a text between two tags has more than 16777216 characters",
    ]);
  });

  test("nesting up to the limit is read", () => {
    expect(results(`${"<testsuite>".repeat(63)}<testcase/>${"</testsuite>".repeat(63)}`)).toBe("1 0 0 0");
  });

  test("more cases than are counted", () => {
    expect(results(suite("<testcase/>".repeat(1_000_001)))).toBe("it has more than 1000000 test cases");
  });
});
