import { describe, expect, test } from "@jest/globals";
import { coverageOf } from "./reading.ts";

const doctype = '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">';
const report = (classes: string) =>
  `<?xml version="1.0"?>\n${doctype}<coverage line-rate="1"><sources><source>/w</source></sources><packages><package name="p"><classes>${classes}</classes></package></packages></coverage>`;
const inClass = (lines: string, file = "a.py") =>
  `<class name="A" filename="${file}" line-rate="1"><methods/><lines>${lines}</lines></class>`;

test.each([
  [
    "lines, whatever the rate claims",
    report(inClass('<line number="1" hits="2"/><line number="3" hits="0"/>')),
    { "a.py": { 1: 2, 3: 0 } },
  ],
  [
    "a line below its method and below its class counts once",
    report(
      '<class filename="a.py"><methods><method><lines><line number="1" hits="2"/></lines></method></methods><lines><line number="1" hits="2"/></lines></class>',
    ),
    { "a.py": { 1: 2 } },
  ],
  [
    "two classes of one file",
    report(inClass('<line number="1" hits="0"/>') + inClass('<line number="1" hits="1"/>')),
    { "a.py": { 1: 1 } },
  ],
  [
    "branches by their conditions",
    report(
      inClass(
        '<line number="1" hits="1" branch="true" condition-coverage="50% (1/2)"/><line number="2" hits="1" branch="false"/>',
      ),
    ),
    { "a.py": { lines: { 1: 1, 2: 1 }, branches: { "1/0": 1, "1/1": 0 } } },
  ],
  ["lines of no class are nobody's", report('<line number="1" hits="1"/>'), {}],
])("Cobertura: %s", (_name, text, expected) => {
  expect(coverageOf(text)).toEqual(expected);
});

describe("what cannot be read", () => {
  test.each([
    ["a line without a number", report(inClass('<line hits="1"/>')), "it has a line that is no number"],
    ["a count that is none", report(inClass('<line number="1" hits="many"/>')), "it has a count that is no number"],
    [
      "Clover",
      "<coverage><project><metrics/></project></coverage>",
      "it is Clover, which is not read; have the tool write Cobertura or LCOV",
    ],
    ["a class without a file", report("<class/>"), "it has a class without a file"],
    [
      "entities",
      report("").replace(doctype, '<!DOCTYPE coverage [<!ENTITY lol "lol">]>'),
      "its DOCTYPE declares entities",
    ],
    [
      "parameter entities, in any case",
      report("").replace(doctype, '<!DOCTYPE c [<!entity % x SYSTEM "file:///etc/passwd">]>'),
      "its DOCTYPE declares entities",
    ],
    [
      "more branches than are counted",
      report(inClass('<line number="1" hits="1" branch="true" condition-coverage="0% (0/999999999)"/>')),
      "it has more than 2000000 branches",
    ],
  ])("%s", (_name, text, why) => {
    expect(coverageOf(text)).toBe(why);
  });
});
