import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { headingKey } from "../../src/core/document.ts";
import { requirementKinds } from "../../src/core/requirements/index.ts";
import { readMarkdown } from "../../src/read/markdown.ts";
import { readPolicy } from "../../src/read/policy.ts";
import { fences, pages } from "./pages.ts";

const root = join(import.meta.dirname, "../..");
const presetDirectory = join(root, "presets");
const presets = new Map(
  readdirSync(presetDirectory)
    .filter((name) => name.endsWith(".yml"))
    .map((name) => [name.replace(/\.yml$/, ""), readFileSync(join(presetDirectory, name), "utf8")]),
);

const policies = pages().flatMap((page) =>
  fences(page, "yaml policy").map(({ line, text }) => [`${page.path}:${line}`, text] as const),
);

describe("every policy in the docs", () => {
  test("there are some", () => {
    expect(policies.length).toBeGreaterThan(10);
  });

  test.each(policies)("%s is valid, without warnings", (name, text) => {
    const { errors, warnings } = readPolicy([{ name, owner: "organisation", text }], presets);
    expect([...errors, ...warnings]).toEqual([]);
  });
});

describe("the README", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");

  test("names every preset", () => {
    expect([...presets.keys()].filter((name) => !readme.includes(`docs/reference/presets/${name}.md`))).toEqual([]);
  });

  test("counts the requirement kinds", () => {
    expect(readme).toContain(`[${requirementKinds.length} requirement kinds]`);
  });
});

describe("every link of the docs", () => {
  test.each(pages().map((page) => [page.path, page] as const))("in %s leads somewhere", (path, { text }) => {
    const prose = text.replace(/^(`{3,}).*\n(?:(?!\1).*\n)*\1/gm, "");
    const broken = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => match[1] ?? "")
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [file = "", anchor] = target.split("#");
        const linked = file === "" ? path : join(dirname(path), file);
        if (!existsSync(join(root, linked))) return true;
        if (anchor === undefined) return false;
        const headings = readMarkdown(readFileSync(join(root, linked), "utf8")).sections.map(({ title }) =>
          headingKey(title)
            .replace(/[^\w -]/g, "")
            .replaceAll(" ", "-"),
        );
        return !headings.includes(anchor);
      });
    expect(broken).toEqual([]);
  });
});
