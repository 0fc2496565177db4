import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type ReportArguments, readGivenReports } from "../../src/cli/given-reports.ts";
import { wholeText } from "../../src/read/reports/report-text.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lockstep-"));
  await mkdir(join(directory, "ci"));
  await writeFile(join(directory, "a.xml"), "A");
  await writeFile(join(directory, "ci/b=c.xml"), "B");
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function given(reports: ReportArguments) {
  const found = await readGivenReports(reports, directory);
  return [...found].map(([name, all]) => [
    name,
    ...all.map(({ origin, content, trusted }) => [
      origin,
      "text" in content ? wholeText(content.text) : undefined,
      trusted,
    ]),
  ]);
}

describe("CI reports on the command line", () => {
  test("come by name, several of one name in their order", async () => {
    expect(await given({ named: ["junit=a.xml", "lcov=ci/b=c.xml", "junit=ci/b=c.xml"] })).toEqual([
      ["junit", ["a.xml", "A", true], ["ci/b=c.xml", "B", true]],
      ["lcov", ["ci/b=c.xml", "B", true]],
    ]);
  });

  test("come from the facts file, whose paths are relative to it", async () => {
    const reports = new Map([
      ["inline", { text: "C" }],
      ["junit", { path: "b=c.xml" }],
    ]);
    expect(await given({ named: ["junit=a.xml"], inFacts: { reports, file: "ci/facts.json" } })).toEqual([
      ["inline", ["ci/facts.json", "C", true]],
      ["junit", ["b=c.xml", "B", true], ["a.xml", "A", true]],
    ]);
  });

  test.each([
    ["junit", '--report: "junit" is not NAME=PATH'],
    ["=a.xml", '--report: "=a.xml" is not NAME=PATH'],
    ["junit=", '--report: "junit=" is not NAME=PATH'],
    ["j unit=a.xml", "is not NAME=PATH"],
    ["junit=none.xml", "there is no such file"],
  ])("%s is refused", async (argument, message) => {
    await expect(given({ named: [argument] })).rejects.toThrow(message);
  });
});
