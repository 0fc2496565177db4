import { expect, test } from "@jest/globals";
import type { Need } from "../../src/core/facts.ts";
import { readReports } from "../../src/pipeline/gather-reports.ts";
import type { ReportAtHand } from "../../src/pipeline/ports.ts";
import { memorySource } from "../memory-source.ts";

const lcov = "SF:a\nDA:1,1\nend_of_record\n";
const needs: readonly Need[] = [
  { fact: "reports", names: ["lcov", "junit"] },
  { fact: "tree" },
  { fact: "reports", names: ["lcov"] },
  { fact: "reports", names: ["lcov"], format: "go" },
];

test("every report is fetched once, and read as each requirement asks", async () => {
  const source = memorySource({ reports: { lcov, other: "" } });
  const reports = await readReports(needs, source);
  expect(source.asked).toEqual(["reports lcov junit"]);
  expect([...(reports ?? [])].map(([key, states]) => [key, ...states.map(({ state }) => state)])).toEqual([
    ["lcov", "read"],
    ["junit"],
    ["lcov go", "unreadable"],
  ]);
});

test("nothing is asked for that nobody needs", async () => {
  const source = memorySource({ reports: { lcov } });
  expect(await readReports([{ fact: "tree" }], source)).toBeUndefined();
  expect(source.asked).toEqual([]);
});

test("a source that knows nothing of reports leaves them awaited", async () => {
  expect(await readReports(needs, memorySource({}))).toBeUndefined();
});

test.each<readonly [string, Partial<ReportAtHand>, object]>([
  ["one that is trusted is read", {}, { state: "read" }],
  [
    "one that is not trusted is not read",
    { trusted: false, reason: "a fork wrote it" },
    { state: "untrusted", why: "a fork wrote it" },
  ],
  [
    "one that was too large to fetch is unreadable",
    { content: { unread: "it has more bytes than are read" } },
    { state: "unreadable", why: "it has more bytes than are read" },
  ],
])("%s", async (_name, changes, state) => {
  const found: ReportAtHand = { origin: "run 1", content: { text: lcov }, trusted: true, reason: "our CI wrote it" };
  const source = {
    ...memorySource({}),
    reports: () => Promise.resolve(new Map([["lcov", [{ ...found, ...changes }]]])),
  };
  const reports = await readReports([{ fact: "reports", names: ["lcov"] }], source);
  expect(reports?.get("lcov")).toMatchObject([{ origin: "run 1", ...state }]);
});
