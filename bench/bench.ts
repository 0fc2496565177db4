/** `npm run bench`: prints figures and writes them as JSON to bench/results/. Measures; asserts nothing. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { addedEntries, compareTables, contentChanged } from "../src/core/document/compare.ts";
import { compileGlob, matchesAny } from "../src/core/glob.ts";
import { compilePattern } from "../src/core/pattern.ts";
import { readDocument } from "../src/read/document.ts";
import { readMarkdown } from "../src/read/markdown.ts";
import { measureChecks } from "./check.ts";
import { documentOf, withRow } from "./documents.ts";
import { type Figure, line, median, once } from "./measure.ts";
import { pathologicalDocuments } from "./pathological-documents.ts";
import { pathologicalGlobs, pathologicalRegexps } from "./pathological-patterns.ts";

const figures: Figure[] = [];
const report = (figure: Figure) => {
  figures.push(figure);
  process.stdout.write(`${line(figure)}\n`);
};

process.stdout.write(`Node ${process.versions.node}, ${cpus()[0]?.model ?? "unknown processor"}; medians\n\n`);

const paths = Array.from(
  { length: 50_000 },
  (_, index) => `packages/p${index % 97}/src/m${index % 13}/file${index}.ts`,
);
const globs = Array.from({ length: 100 }, (_, index) =>
  compileGlob(
    [`packages/p${index}/src/**`, `**/m${index}/*.ts`, `docs/**/${index}.md`, `packages/{name}/test/f${index}*.ts`][
      index % 4
    ] ?? "**",
  ),
);
report({
  name: "50,000 paths x 100 globs",
  value: await median(5, () => paths.filter((path) => matchesAny(globs, path)).length),
  unit: "ms",
  goal: 1000,
});

for (const [name, bytes, runs, goal] of [
  ["10 KB", 10_000, 50, undefined],
  ["100 KB", 100_000, 20, undefined],
  ["1 MB", 1_000_000, 5, 500],
] as const) {
  const before = documentOf(bytes);
  const after = withRow(before);
  const value = await median(runs, () => {
    const [old, young] = [readMarkdown(before), readMarkdown(after)].map((outline) => ({
      outline,
      sections: outline.sections.slice(0, 1),
    }));
    if (old === undefined || young === undefined) return;
    contentChanged(old, young);
    addedEntries(old, young);
    compareTables(old, young, { columns: ["Decision"] });
  });
  report({
    name: `structural diff of a document of ${name}: two parses, three comparisons`,
    value,
    unit: "ms",
    ...(goal === undefined ? {} : { goal }),
  });
}

const slowest = (name: string, times: readonly { readonly name: string; readonly value: number }[]) => {
  const worst = [...times].sort((a, b) => b.value - a.value)[0];
  report({
    name: `slowest of ${times.length} pathological ${name} (${worst?.name ?? "none"})`,
    value: worst?.value ?? 0,
    unit: "ms",
    goal: 1000,
  });
};
slowest(
  "documents",
  pathologicalDocuments.map(({ name, text }) => {
    const document = text();
    return { name, value: once(() => readDocument(document)) };
  }),
);
const tried = (run: () => unknown) =>
  once(() => {
    try {
      run();
    } catch {
      // Refusing a pattern is an answer; how long it took is the figure.
    }
  });
slowest(
  "globs",
  pathologicalGlobs.map(({ name, pattern, subject }) => ({
    name,
    value: tried(() => compileGlob(pattern).matches(subject)),
  })),
);
slowest(
  "regular expressions",
  pathologicalRegexps.map(({ name, pattern, subject }) => ({
    name,
    value: tried(() => compilePattern(pattern).matches(subject)),
  })),
);

for (const figure of measureChecks()) report(figure);

mkdirSync(new URL("results/", import.meta.url), { recursive: true });
const file = new URL(`results/bench-node${process.versions.node}.json`, import.meta.url);
writeFileSync(file, `${JSON.stringify({ node: process.versions.node, cpu: cpus()[0]?.model, figures }, null, 2)}\n`);
process.stdout.write(`\nwritten to ${file.pathname}\n`);
