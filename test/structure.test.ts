import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { requirementKinds } from "../src/core/requirements/index.ts";

/** docs/explanation/architecture.md, as a test. */

const root = join(import.meta.dirname, "..");

function filesBelow(directory: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    );
}

const read = (path: string) => readFileSync(join(root, path), "utf8");
const sources = filesBelow("src").filter((path) => path.endsWith(".ts"));
const tests = filesBelow("test").filter((path) => path.endsWith(".test.ts"));

function kindsIn(directory: string, ending: string): string[] {
  return filesBelow(directory)
    .filter((path) => path.endsWith(ending))
    .map((path) => basename(path, ending))
    .filter((name) => name !== "index" && name !== "README");
}

const parts = {
  source: (kind: string) => `src/core/requirements/${kind}.ts`,
  test: (kind: string) => `test/core/requirements/${kind}.test.ts`,
  page: (kind: string) => `docs/reference/requirements/${kind}.md`,
};

describe("a requirement kind is one file, one test, one page", () => {
  const kinds = new Set([
    ...kindsIn("src/core/requirements", ".ts"),
    ...kindsIn("test/core/requirements", ".test.ts"),
    ...kindsIn("docs/reference/requirements", ".md"),
  ]);
  test.each([...kinds].sort())("%s has all its parts", (kind) => {
    const missing = Object.values(parts)
      .map((path) => path(kind))
      .filter((path) => !existsSync(join(root, path)));
    if (!requirementKinds.some((registered) => registered.kind === kind)) {
      missing.push(`${kind} in src/core/requirements/index.ts: npm run generate`);
    }
    expect(missing).toEqual([]);
  });

  test.each(requirementKinds.map(({ kind }) => kind))(
    "%s has examples of passing and of failing on its page",
    (kind) => {
      const path = parts.page(kind);
      const page = existsSync(join(root, path)) ? read(path) : "";
      const missing = ["```yaml policy", "```yaml example"].filter((fence) => !page.includes(fence));
      expect(missing.map((fence) => `${fence} in ${path}`)).toEqual([]);
    },
  );
});

describe("files and names", () => {
  test("are kebab-case, in folders of one idea", () => {
    const odd = [...sources, ...tests].filter(
      (path) =>
        !/^[a-z0-9]+(-[a-z0-9]+)*((\.[a-z-]+)?\.test)?\.ts$/.test(basename(path)) ||
        path
          .split("/")
          .some((part) =>
            ["utils", "util", "helpers", "common", "misc", "lib", "shared"].includes(part.replace(/\.ts$/, "")),
          ),
    );
    expect(odd).toEqual([]);
  });

  test("stay under 300 lines, half of them under 100", () => {
    const lengths = sources.map((path) => ({ path, lines: read(path).split("\n").length - 1 }));
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
  });

  test("say what a thing is, not that it manages or helps", () => {
    const declared =
      /\b(?:class|interface|type|function|const)\s+(\w*(?:Manager|Service|Helper|Util|Utils|Processor|Abstract\w*|Impl))\b/g;
    const found = sources.flatMap((path) =>
      [...read(path).matchAll(declared)].map((match) => `${path}: ${match[1] ?? ""}`),
    );
    expect(found).toEqual([]);
  });

  test("keep no loose ends", () => {
    const loose = /\b(?:TODO|FIXME|XXX|HACK)\b|@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-disable/;
    expect(sources.filter((path) => loose.test(read(path)))).toEqual([]);
  });
});

describe("tests mirror the source", () => {
  const mirrored = tests.filter((path) => /^test\/(core|read|render|pipeline|adapters|cli)\//.test(path));
  test.each(mirrored)("%s tests a file that is there", (path) => {
    // `glob.captures.test.ts` is a second test of `glob.ts`.
    const source = path.replace(/^test\//, "src/").replace(/(\.[a-z-]+)?\.test\.ts$/, ".ts");
    expect(existsSync(join(root, source))).toBe(true);
  });
});

describe("the public interface", () => {
  test("documents every exported function, class and constant", () => {
    const undocumented = sources.flatMap((path) => {
      const lines = read(path).split("\n");
      return lines.flatMap((line, index) => {
        const name = /^export (?:async )?(?:function\*?|class|const) (\w+)/.exec(line)?.[1];
        const above = lines[index - 1]?.trimEnd() ?? "";
        return name === undefined || above.endsWith("*/") ? [] : [`${path}: ${name}`];
      });
    });
    expect(undocumented).toEqual([]);
  });
});
