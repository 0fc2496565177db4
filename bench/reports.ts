/**
 * `npm run bench:reports`: time and peak memory of reading CI reports, large ones and hostile ones, as bytes and in archives,
 * each in a process of its own. Prints figures; asserts nothing. With the path of a file it is that process.
 */
import { spawnSync } from "node:child_process";
import { once as drained } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { readArchiveInThread } from "../src/adapters/archive/read-in-thread.ts";
import { readCiReport } from "../src/read/reports/read-report.ts";
import { zipOf } from "../test/fake/zip.ts";
import { hostileArchives } from "../test/hostile-archives.ts";
import { type Figure, line, once } from "./measure.ts";

/** What reading one report took. */
interface Reading {
  readonly milliseconds: number;
  readonly peakMegabytes: number;
  /** What came of it. */
  readonly outcome: string;
}

interface Subject {
  readonly name: string;
  readonly pieces: () => Iterable<string | Uint8Array>;
  /** A zip archive, read as the app does: in a thread, within its limits. */
  readonly isArchive?: true;
  /** Promised. */
  readonly goals?: { readonly milliseconds: number; readonly megabytes: number };
}

const megabyte = 1_000_000;

function* testCases(): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites><testsuite name="harbour">\n';
  for (let index = 0; index < 100_000; index++) {
    const inside = index % 1000 === 0 ? '<failure message="expected 1, got 2">at harbour.ts:7</failure>' : "";
    yield `<testcase classname="harbour.berth${index % 97}" name="ship ${index} finds its place" time="0.001">${inside}</testcase>\n`;
  }
  yield "</testsuite></testsuites>\n";
}

/** A thousand million times "lol", were its entities expanded; in a format that may have a DOCTYPE. */
function* billionLaughs(): Generator<string> {
  yield '<!DOCTYPE coverage [<!ENTITY l0 "lol">';
  for (let level = 1; level < 10; level++) yield `<!ENTITY l${level} "${`&l${level - 1};`.repeat(10)}">`;
  yield ']><coverage version="&l9;"/>';
}

/** As compilers write it: functions, branches and lines, and half of the files twice. */
function* lcov(size = 50 * megabyte): Generator<string> {
  for (let length = 0, file = 0; length < size; file++) {
    const parts = [`TN:\nSF:/home/ci/checkout/harbour/src/module${file % 1500}/berth.ts\n`];
    for (let at = 1; at <= 600; at++) {
      if (at % 20 === 0)
        parts.push(
          `FN:${at},aFunctionWithALongNameThatSaysWhatItDoes${at}\nFNDA:7,aFunctionWithALongNameThatSaysWhatItDoes${at}\n`,
        );
      if (at % 3 === 0) parts.push(`BRDA:${at},${at},0,${file}\nBRDA:${at},${at},1,-\n`);
      parts.push(`DA:${at},${(file * at) % 1000},aChecksum${at}\n`);
    }
    parts.push("LF:600\nLH:600\nend_of_record\n");
    const record = parts.join("");
    length += record.length;
    yield record;
  }
}

function* sarif(): Generator<string> {
  yield '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x","rules":[{"id":"r","properties":{"security-severity":"7.5"}}]}},"results":[';
  for (let index = 0; index < 100_000; index++) {
    const location = `{"physicalLocation":{"artifactLocation":{"uri":"src/a${index}.ts"},"region":{"startLine":${index + 1}}}}`;
    yield `${index === 0 ? "" : ","}{"ruleId":"r","ruleIndex":0,"level":"error","message":{"text":"A ship has no berth."},"locations":[${location}]}`;
  }
  yield "]}]}";
}

/** As many empty mappings as fit below the limit of values. */
function* emptyMappings(): Generator<string> {
  yield "[";
  for (let index = 0; index < 499; index++) yield "{},".repeat(10_000);
  yield "{}]";
}

/** One file, and blocks that each name a million of its lines. */
function* endlessBlocks(): Generator<string> {
  yield "mode: set\n";
  for (let column = 1; column < 100; column++) yield `a.go:1.${column},1000000.1 1 1\n`;
}

/** One element with nothing but attributes. */
function* attributes(): Generator<string> {
  yield "<testsuite ";
  for (let index = 0; index < 100_000; index++) yield `a${index}="${"x".repeat(500)}" `;
  yield "/>";
}

const subjects: readonly Subject[] = [
  { name: "JUnit with 100,000 test cases", pieces: testCases },
  { name: "Cobertura with a billion laughs", pieces: billionLaughs },
  { name: "LCOV of 50 MB", pieces: lcov, goals: { milliseconds: 5_000, megabytes: 300 } },
  { name: "SARIF with 100,000 results", pieces: sarif },
  { name: "JSON with 5,000,000 empty mappings", pieces: emptyMappings },
  { name: "Go profile whose blocks name 100,000,000 lines", pieces: endlessBlocks },
  { name: "XML with 100,000 attributes", pieces: attributes },
  {
    name: "an archive of JUnit with 100,000 test cases",
    pieces: () => [zipOf([{ path: "junit.xml", content: [...testCases()].join("") }])],
    isArchive: true,
  },
  {
    name: "an archive of LCOV of 30 MB",
    pieces: () => [zipOf([{ path: "lcov.info", content: [...lcov(30 * megabyte)].join("") }])],
    isArchive: true,
  },
  ...hostileArchives.map(({ name, archive }): Subject => ({ name, pieces: () => [archive()], isArchive: true })),
];

/** The young generation of a process that reads, in MB: about that of the thread the app reads in. */
const youngMegabytes = 16;

async function write(path: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
  const stream = createWriteStream(path);
  for (const piece of pieces) if (!stream.write(piece)) await drained(stream, "drain");
  stream.end();
  await finished(stream);
}

/** Of this process alone: what `getrusage` says counts the memory of whoever started it as well. */
function peakMegabytes(): number {
  const [, kilobytes] =
    /^VmHWM:\s+(\d+) kB$/m.exec(process.platform === "linux" ? readFileSync("/proc/self/status", "utf8") : "") ?? [];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1000;
}

function read(path: string): Reading {
  const bytes = readFileSync(path);
  let outcome = "";
  const milliseconds = once(() => {
    const reading = readCiReport(bytes);
    outcome = reading.state === "read" ? reading.report.subject : reading.why;
  });
  return { milliseconds, peakMegabytes: peakMegabytes(), outcome };
}

async function readArchive(path: string): Promise<Reading> {
  const bytes = readFileSync(path);
  const start = performance.now();
  const reading = await readArchiveInThread(bytes, { files: ["**"], format: undefined });
  const milliseconds = performance.now() - start;
  const outcome =
    reading.state === "unread"
      ? reading.why
      : reading.reports
          .map(({ content }) => ("unread" in content ? content.unread : content.report.subject))
          .join(", ");
  return { milliseconds, peakMegabytes: peakMegabytes(), outcome };
}

function readApart(path: string): Reading {
  const command = [`--max-semi-space-size=${youngMegabytes}`, import.meta.filename, path];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Reading;
}

async function main(): Promise<void> {
  process.stdout.write(
    `Node ${process.versions.node}; memory is the peak of the whole process, its ${youngMegabytes} MB for what is young included\n\n`,
  );
  const directory = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  try {
    for (const { name, pieces, isArchive = false, goals } of subjects) {
      const path = join(directory, isArchive ? "report.zip" : "report");
      await write(path, pieces());
      const { milliseconds, peakMegabytes, outcome } = readApart(path);
      const size = (statSync(path).size / megabyte).toFixed(1);
      const figures: readonly Figure[] = [
        { name: `${name} (${size} MB)`, value: milliseconds, unit: "ms", ...(goals && { goal: goals.milliseconds }) },
        {
          name: `  ${outcome.slice(0, 60)}`,
          value: peakMegabytes,
          unit: "MB",
          ...(goals && { goal: goals.megabytes }),
        },
      ];
      for (const figure of figures) process.stdout.write(`${line(figure)}\n`);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const [, , given] = process.argv;
if (given === undefined) await main();
else process.stdout.write(JSON.stringify(given.endsWith(".zip") ? await readArchive(given) : read(given)));
