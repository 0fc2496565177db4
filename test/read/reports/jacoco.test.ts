import { expect, test } from "@jest/globals";
import { coverageOf } from "./reading.ts";

const doctype = '<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">';
const file = (lines: string) =>
  `<?xml version="1.0"?>${doctype}<report name="x"><package name="com/acme"><class name="com/acme/A" sourcefilename="A.java"><counter type="LINE" missed="0" covered="9"/></class><sourcefile name="A.java">${lines}</sourcefile></package></report>`;

test.each([
  [
    "a line is covered when anything on it was run",
    file('<line nr="3" mi="2" ci="1" mb="0" cb="0"/>'),
    { "com/acme/A.java": { 3: 1 } },
  ],
  [
    "branches, run and missed",
    file('<line nr="3" mi="0" ci="1" mb="1" cb="2"/>'),
    { "com/acme/A.java": { lines: { 3: 1 }, branches: { "3/0": 1, "3/1": 1, "3/2": 0 } } },
  ],
  ["counters are not believed", file(""), { "com/acme/A.java": {} }],
  ["a line without counts", file('<line nr="3"/>'), 'it has "ci" of a line that is no number'],
  [
    "a source file without a name",
    file("").replace('sourcefile name="A.java"', "sourcefile"),
    "it has a source file without a name",
  ],
  ["entities", file("").replace(doctype, '<!DOCTYPE report [<!ENTITY a "b">]>'), "its DOCTYPE declares entities"],
])("JaCoCo: %s", (_name, text, expected) => {
  expect(coverageOf(text)).toEqual(expected);
});

test("JaCoCo: modules in groups, and files outside a package", () => {
  const text =
    '<report name="x"><group name="m"><sourcefile name="B.java"><line nr="1" mi="1" ci="0" mb="0" cb="0"/></sourcefile></group></report>';
  expect(coverageOf(text)).toEqual({ "B.java": { 1: 0 } });
});
