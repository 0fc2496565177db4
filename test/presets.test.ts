import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Address, pullRequestDocument } from "../src/core/address.ts";
import { mapOptions } from "../src/core/binding.ts";
import type { Column } from "../src/core/cell/cell.ts";
import { compareTables } from "../src/core/document/compare.ts";
import { findFields } from "../src/core/document/field.ts";
import { locate } from "../src/core/document/locate.ts";
import { type Block, headingKey } from "../src/core/document.ts";
import type { DocumentVersions, Facts } from "../src/core/facts.ts";
import type { Policy } from "../src/core/policy.ts";
import type { Requirement } from "../src/core/requirement.ts";
import { readMarkdown } from "../src/read/markdown.ts";
import { type PolicyReading, readPolicy } from "../src/read/policy.ts";
import { emptyPullRequest } from "../src/read/pull-request-file.ts";

const root = join(import.meta.dirname, "..");
const names = readdirSync(join(root, "presets"))
  .filter((name) => name.endsWith(".yml"))
  .map((name) => basename(name, ".yml"));
const texts = new Map(names.map((name) => [name, readFileSync(join(root, "presets", `${name}.yml`), "utf8")]));
const pages = new Map(
  names.map((name) => [name, readFileSync(join(root, "docs/reference/presets", `${name}.md`), "utf8")]),
);

function read(text: string): PolicyReading {
  return readPolicy([{ name: "policy.yml", owner: "repository", text }], texts);
}

function policyOf(preset: string): Policy {
  const { policy } = read(`version: 1\nextends: [${preset}]\n`);
  if (policy === undefined) throw new Error(`the preset ${preset} is invalid`);
  return policy;
}

describe("the presets together", () => {
  const together = read(`version: 1\nextends: [${names.join(", ")}]\n`);

  test("are a valid policy without a warning", () => {
    expect([...together.errors, ...together.warnings]).toEqual([]);
  });

  test("keep all of their rules: none restates one of another", () => {
    const single = names.flatMap((name) => policyOf(name).rules.map(({ id }) => id));
    expect(together.policy?.rules.map(({ id }) => id).toSorted()).toEqual(single.toSorted());
  });

  test("mean the same place by the same short name", () => {
    const single = names.flatMap((name) => [...policyOf(name).documents]);
    expect(single.filter(([short, path]) => together.policy?.documents.get(short) !== path)).toEqual([]);
  });
});

test("presets mean the same role and the same report by the same name", () => {
  const policies = names.map(policyOf);
  const declared = policies.flatMap(({ roles, reports }) => [
    ...[...roles].map(([name, { who, self }]) => [`role ${name}`, JSON.stringify([who, self])] as const),
    ...[...reports].map(([name, report]) => [`report ${name}`, JSON.stringify(report)] as const),
  ]);
  const known = new Map(declared);
  expect(declared.filter(([name, written]) => known.get(name) !== written)).toEqual([]);
});

describe.each(names)("the preset %s", (name) => {
  const policy = policyOf(name);
  const page = pages.get(name) ?? "";

  test("is valid without a warning", () => {
    const { errors, warnings } = read(texts.get(name) ?? "");
    expect([...errors, ...warnings]).toEqual([]);
  });

  test("says of every rule why it exists", () => {
    expect(policy.rules.filter(({ because }) => because === undefined).map(({ id }) => id)).toEqual([]);
  });

  test("has a page with every rule, its gate and its reason, and with every heading it asks for", () => {
    const rows = readMarkdown(page).sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === "table" ? block.rows.map(({ cells }) => cells) : [])),
    );
    const untold = policy.rules.filter(({ id, gate, because = "" }) =>
      rows.every((cells) => cells[0] !== gate || cells[1] !== id || cells.at(-1) !== because),
    );
    expect(untold.map(({ id }) => id)).toEqual([]);
    const written = addressesOf(policy).flatMap(({ headings }) => headings);
    expect(written.filter((heading) => !page.includes(heading))).toEqual([]);
  });

  test("has stories in which each of its rules passes and fails", () => {
    const told = new Set(
      filesNamed("verdicts.txt").flatMap((path) =>
        readFileSync(path, "utf8")
          .split("\n")
          .map((line) => line.trim()),
      ),
    );
    const wanted = policy.rules.flatMap(({ id }) => [`${id} pass`, `${id} fail`]);
    expect(wanted.filter((line) => !told.has(line))).toEqual([]);
  });

  describe("gives on its page documents to copy", () => {
    const facts = factsOf(page);

    test("in which every address is found", () => {
      expect(
        addressesOf(policy)
          .filter((address) => !locate(facts, address).found)
          .map(({ written }) => written),
      ).toEqual([]);
    });

    test("that have every document of the stack", () => {
      expect([...policy.documents.values()].filter((path) => !facts.documents?.has(path))).toEqual([]);
    });

    const demands = policy.rules.flatMap(({ id, require }) =>
      require.flatMap((demand) => parts(demand)).map((demand) => ({ id, ...demand })),
    );

    test("with the columns of every table", () => {
      const without = demands.filter(({ kind, options }) => {
        if (kind !== "row-added") return false;
        const { to, columns = {} } = options as { to: Address; columns?: Readonly<Record<string, Column>> };
        const located = locate(facts, to);
        if (!located.found) throw new Error(`${to.written} is not found`);
        const { before, after } = located.place;
        return !compareTables(before, after, { columns: Object.keys(columns) }).found;
      });
      expect(without.map(({ id }) => id)).toEqual([]);
    });

    test.each(demands.filter(({ kind }) => kind === "fields-filled"))(
      "with the fields of $id, empty or as open tasks",
      ({ options }) => {
        const { in: address, fields } = options as { in: Address; fields: readonly string[] };
        const located = locate(facts, address);
        if (!located.found) throw new Error(`${address.written} is not found`);
        const { after } = located.place;
        const found = findFields(after, fields);
        const open = after.outline.sections.filter(({ blocks }) => blocks.length > 0 && blocks.every(hasOpenTasksOnly));
        const isTasks = (field: string) => open.some(({ key }) => key === headingKey(field));
        const filled = fields.map((field) => [field, found.get(field)?.filled === true && !isTasks(field)]);
        expect(filled).toEqual(fields.map((field) => [field, false]));
        expect(fields.filter((field) => !found.has(field))).toEqual([]);
      },
    );
  });

  test("is adapted on its page by policies that are valid without a warning", () => {
    const policies = [...page.matchAll(/^```yaml policy\n(?<text>[\s\S]*?)^```$/gm)].map(
      ({ groups }) => groups?.["text"],
    );
    expect(policies.length).toBeGreaterThan(0);
    const problems = policies.flatMap((text = "") => {
      const { errors, warnings } = read(text);
      return [...errors, ...warnings].map(({ line, message }) => `${text.split("\n")[line - 1] ?? ""}: ${message}`);
    });
    expect(problems).toEqual([]);
  });
});

/** A requirement, or those that it combines. */
function parts(requirement: Requirement): readonly Requirement[] {
  return requirement.kind === "any-of" ? (requirement.options as readonly Requirement[]) : [requirement];
}

function hasOpenTasksOnly(block: Block): boolean {
  return block.type === "list" && block.items.every(({ task }) => task === "open");
}

/** Every address a policy asks for. */
function addressesOf(policy: Policy): readonly Address[] {
  const found: Address[] = [...policy.documentationOrder];
  for (const { options } of policy.rules.flatMap(({ require }) => require)) {
    mapOptions(options, {
      address: (address) => {
        found.push(address);
        return address;
      },
      glob: (glob) => glob,
    });
  }
  return found;
}

/** The documents and the description a page gives to copy, as they stand there: each in a code block below its name. */
function factsOf(page: string): Facts {
  const copied = readMarkdown(page).sections.flatMap(({ title, blocks }) =>
    blocks.flatMap((block) => (block.type === "code" ? [{ title, outline: readMarkdown(block.text) }] : [])),
  );
  const documents = copied
    .filter(({ title }) => /^\S+\.md$/.test(title))
    .map(({ title: path, outline }): [string, DocumentVersions] => {
      const state = { state: "read", outline } as const;
      return [path, { path, before: state, after: state }];
    });
  const description = copied.find(({ title }) => title === "The description of the pull request")?.outline;
  if (description === undefined) throw new Error(`the page gives no ${pullRequestDocument} to copy`);
  return {
    changeSet: { base: "", mergeBase: "", head: "", files: [] },
    pullRequest: {
      ...emptyPullRequest({ base: undefined, head: undefined }),
      description: { state: "read", outline: description },
    },
    documents: new Map(documents),
  };
}

function filesNamed(name: string): readonly string[] {
  const scenarios = join(root, "test/scenarios");
  return readdirSync(scenarios, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === name)
    .map((entry) => join(entry.parentPath, entry.name));
}
