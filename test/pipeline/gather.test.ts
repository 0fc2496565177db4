import { describe, expect, test } from "@jest/globals";
import type { DocumentState } from "../../src/core/document.ts";
import { judgeRequirement } from "../../src/core/evaluate.ts";
import { demandSchema } from "../../src/core/policy/demand.ts";
import { gather } from "../../src/pipeline/gather.ts";
import { readTextsAtHead, textReader, whyUnread } from "../../src/pipeline/gather-texts.ts";
import { maxDocumentBytes } from "../../src/read/markdown.ts";
import { emptyPullRequest } from "../../src/read/pull-request-file.ts";
import { type MemoryChange, memorySource, submodule, symlink } from "../memory-source.ts";
import { policyOf } from "../policies.ts";

const pullRequest = emptyPullRequest({ base: "main", head: "x" });

/** Gathers for one rule that every change wakes. */
async function gathered(require: string, change: MemoryChange, when = "{ changed: '**' }") {
  const source = memorySource(change);
  const policy = policyOf(`version: 1\nrules: [{ id: a, gate: G4, when: ${when}, require: [${require}] }]`);
  const facts = await gather(policy, source, { changeSet: await source.changeSet(), pullRequest, stage: "dev" });
  return { facts, asked: source.asked.slice(1) };
}

const titleOf = (document: DocumentState | undefined) =>
  document?.state === "read"
    ? document.outline.sections[1]?.title
    : document?.state === "unreadable"
      ? document.why
      : document?.state;

describe("only what is needed is fetched", () => {
  const change: MemoryChange = {
    before: { a: "1", "l.md": "# L" },
    after: { a: "2", "l.md": "# L", t: "x" },
    checks: [],
  };

  test.each([
    ["nothing beyond the change", "{ changed: x }", "{ changed: '**' }", []],
    [
      "nothing for a rule that sleeps",
      "{ section-changed: l.md }, { exists: x }, { check-passed: ci }",
      "{ changed: nowhere }",
      [],
    ],
    ["the tree", "{ exists: x }, { exists: y }", "{ changed: '**' }", ["tree"]],
    [
      "checks",
      "{ check-passed: ci }, { any-of: [{ check-passed: b }, { title: x }] }",
      "{ changed: '**' }",
      ["checks"],
    ],
    [
      "checks with their apps, once, where one rule names an app",
      "{ check-passed: ci }, { check-passed: { names: ci, app: 15368 } }",
      "{ changed: '**' }",
      ["checks apps"],
    ],
    [
      "both versions of a document, once",
      "{ section-changed: l.md }, { entry-added: l.md#L }",
      "{ changed: '**' }",
      ["files merge-base l.md", "files head l.md"],
    ],
    [
      "all documents at once",
      "{ section-changed: l.md }, { section-changed: m.md }",
      "{ changed: '**' }",
      ["files merge-base l.md m.md", "files head l.md m.md"],
    ],
    ["added lines before anything else", "{ exists: x }", "{ lines: { matches: '2' } }", ["addedLines", "tree"]],
    ["nothing more when no added line matches", "{ exists: x }", "{ lines: { matches: nothing } }", ["addedLines"]],
    ["lines of changed files", "{ max-lines: { in: '*', at-most: 9 } }", "{ changed: '**' }", ["files head a t"]],
    [
      "reports, each once",
      "{ tests-passed: junit }, { coverage: { report: lcov, minimum: 1% } }, { tests-passed: junit }",
      "{ changed: '**' }",
      ["reports junit lcov"],
    ],
    [
      "added lines for a requirement, once",
      "{ coverage: { report: lcov, paths: '**', changed-lines: 1% } }",
      "{ lines: { matches: '2' } }",
      ["addedLines", "tree", "reports lcov"],
    ],
    [
      "added lines for secrets, once",
      "{ no-secrets: {} }, { coverage: { report: lcov, paths: '**', changed-lines: 1% } }",
      "{ lines: { matches: '2' } }",
      ["addedLines", "tree", "reports lcov"],
    ],
    ["nothing of the description", "{ fields-filled: { in: pull-request#A, fields: [B] } }", "{ changed: '**' }", []],
  ])("%s", async (_name, require, when, questions) => {
    expect((await gathered(require, change, when)).asked).toEqual(questions);
  });

  test("what is known anyway is there, and nothing that nobody asked for", async () => {
    const { facts } = await gathered("{ changed: x }", change);
    expect(facts).toMatchObject({ pullRequest, stage: "dev", changeSet: { files: [{ path: "a" }, { path: "t" }] } });
    expect(Object.keys(facts).sort()).toEqual(["changeSet", "pullRequest", "stage"]);
  });

  test("no result of checks is not the same as not asked", async () => {
    expect((await gathered("{ check-passed: ci }", change)).facts.checks).toEqual([]);
    expect((await gathered("{ check-passed: ci }", { after: { a: "1" } })).facts).not.toHaveProperty("checks");
  });

  test("lines that only a requirement asks for are added to what is known", async () => {
    const { facts, asked } = await gathered("{ coverage: { report: lcov, paths: '**', changed-lines: 1% } }", change);
    expect(asked).toEqual(["tree", "reports lcov", "addedLines"]);
    expect(facts.addedLines).toContainEqual({ path: "t", line: 1, text: "x" });
    expect(facts).not.toHaveProperty("reports");
  });

  test("added lines are searched for secrets by file, once, and only where a rule asks", async () => {
    const searched: string[] = [];
    const search = async (require: string) => {
      const source = memorySource({ before: { a: "1", b: "1" }, after: { a: "2", b: "1\n2", "x/c": "3" } });
      const policy = policyOf(
        `version: 1\nrules: [{ id: a, gate: G4, when: { changed: "**" }, require: [${require}] }]`,
      );
      const occasion = { changeSet: await source.changeSet(), pullRequest, stage: "dev" };
      return gather(policy, source, occasion, (added) => {
        for (const [path, lines] of added)
          searched.push(`${path} ${lines.map(({ line, text }) => `${line}:${text}`).join()}`);
        return Promise.resolve(new Map([...added.keys()].map((path) => [path, { state: "unsearched", why: "x" }])));
      });
    };
    const { secrets } = await search("{ no-secrets: { except: x/** } }, { no-secrets: { except: x/** } }");
    expect(searched).toEqual(["a 1:2", "b 2:2"]);
    expect(secrets?.get("a")).toEqual({ state: "unsearched", why: "x" });
    expect(await search("{ exists: a }")).not.toHaveProperty("secrets");
    expect(searched).toHaveLength(2);
  });

  test("nothing is known of secrets where nobody looks, or the added lines cannot be told", async () => {
    expect((await gathered("{ no-secrets: {} }", change)).facts).not.toHaveProperty("secrets");
    const source = { ...memorySource(change), addedLines: () => Promise.resolve(undefined) };
    const policy = policyOf(
      "version: 1\nrules: [{ id: a, gate: G4, when: { changed: '**' }, require: [{ no-secrets: {} }] }]",
    );
    const occasion = { changeSet: await source.changeSet(), pullRequest, stage: "dev" };
    const facts = await gather(policy, source, occasion, () => Promise.reject(new Error("not to be asked")));
    expect(facts).not.toHaveProperty("secrets");
  });

  test("trouble is passed on", async () => {
    const source = { ...memorySource(change), tree: () => Promise.reject(new Error("rate limit")) };
    const policy = policyOf(
      "version: 1\nrules: [{ id: a, gate: G4, when: { changed: '**' }, require: [{ exists: x }] }]",
    );
    const occasion = { changeSet: await source.changeSet(), pullRequest, stage: undefined };
    await expect(gather(policy, source, occasion)).rejects.toThrow("rate limit");
  });
});

describe("documents", () => {
  async function versions(change: MemoryChange, path = "docs/l.md") {
    const { facts } = await gathered(`{ section-changed: ${path} }`, {
      ...change,
      after: { ...change.after, other: "x" },
    });
    const { before, after, ...rest } = facts.documents?.get(path) ?? {};
    return { before: titleOf(before), after: titleOf(after), ...rest };
  }
  const path = "docs/l.md";

  const cases: readonly (readonly [string, MemoryChange, object])[] = [
    ["changed in place", { before: { [path]: "# A" }, after: { [path]: "# B" } }, { before: "A", after: "B", path }],
    ["new", { after: { [path]: "# B" } }, { before: "absent", after: "B", path }],
    ["removed", { before: { [path]: "# A" } }, { before: "A", after: "absent", path }],
    ["neither before nor after", {}, { before: "absent", after: "absent", path }],
    [
      "renamed into place keeps its history",
      { before: { old: "# A" }, after: { [path]: "# B" }, renamed: { old: path } },
      { before: "A", after: "B", path },
    ],
    [
      "renamed away is followed",
      { before: { [path]: "# A" }, after: { young: "# B" }, renamed: { [path]: "young" } },
      { before: "A", after: "B", path, movedTo: "young" },
    ],
    [
      "renamed away, with something new in its place, is what is new",
      { before: { [path]: "# A" }, after: { young: "# A", [path]: "# C" }, renamed: { [path]: "young" } },
      { before: "A", after: "C", path },
    ],
    [
      "the base moved on: what counts is the merge base",
      { base: { [path]: "# Z" }, before: { [path]: "# A" }, after: { [path]: "# A" } },
      { before: "A", after: "A", path },
    ],
    [
      "a link is not followed",
      { before: { [path]: "# A" }, after: { [path]: symlink } },
      { before: "A", after: "is a symbolic link, and links are not followed", path },
    ],
    ["a submodule", { after: { [path]: submodule } }, { before: "absent", after: "is a submodule", path }],
    ["a directory", { after: { [`${path}/x`]: "# A" } }, { before: "absent", after: "is a directory", path }],
    [
      "bytes",
      { after: { [path]: new Uint8Array([255, 0]) } },
      { before: "absent", after: "is not text in UTF-8", path },
    ],
    [
      "too large",
      { after: { [path]: "x".repeat(maxDocumentBytes + 1) } },
      { before: "absent", after: `has ${maxDocumentBytes + 1} bytes, more than is read`, path },
    ],
  ];
  test.each(cases)("%s", async (_name, change, expected) => {
    expect(await versions(change)).toEqual(expected);
  });

  test("two documents that swap their names each keep their history", async () => {
    const change = {
      before: { "a.md": "# A", "b.md": "# B" },
      after: { "a.md": "# B", "b.md": "# A" },
      renamed: { "a.md": "b.md", "b.md": "a.md" },
    };
    expect(await versions(change, "a.md")).toEqual({ before: "B", after: "B", path: "a.md" });
  });

  test("one blob is read once", async () => {
    const { facts } = await gathered("{ section-changed: a.md }, { section-changed: b.md }", {
      before: { "a.md": "# A", "b.md": "# B" },
      after: { "a.md": "# A", "b.md": "# A", c: "" },
    });
    const [a, b] = ["a.md", "b.md"].map((name) => facts.documents?.get(name));
    expect(a?.before).toBe(a?.after);
    expect(b?.after).toBe(a?.before);
    expect(b?.before).not.toBe(a?.before);
  });

  test("a source that gives no answer about a path makes the document unreadable", async () => {
    const source = { ...memorySource({ after: { x: "1" } }), files: () => Promise.resolve(new Map()) };
    const policy = policyOf(
      "version: 1\nrules: [{ id: a, gate: G4, when: { changed: x }, require: [{ section-changed: l.md }] }]",
    );
    const facts = await gather(policy, source, { changeSet: await source.changeSet(), pullRequest, stage: undefined });
    expect(facts.documents?.get("l.md")?.after).toEqual({ state: "unreadable", why: "could not be read" });
  });
});

describe("texts", () => {
  const marked = (content: string, ...targets: readonly string[]) =>
    `// LINT.IfChange\n${content}\n// LINT.ThenChange(${targets.join(", ")})\n`;
  const texts = async (change: MemoryChange) => {
    const { facts, asked } = await gathered("{ in-sync: {} }", change);
    const said = [...(facts.texts ?? [])].map(([path, { before, after }]) => [path, before.state, after.state]);
    return { said, asked, facts };
  };

  test("what a file names is read in a further look, once, and only at the head where the change leaves it alone", async () => {
    const { said, asked, facts } = await texts({
      before: { "a.ts": marked("1", "b.txt", "c.txt"), "b.txt": "1", "c.txt": "1" },
      after: { "a.ts": marked("2", "b.txt", "c.txt"), "b.txt": "1", "c.txt": "2" },
    });
    expect(said).toEqual([
      ["a.ts", "read", "read"],
      ["b.txt", "read", "read"],
      ["c.txt", "read", "read"],
    ]);
    expect(asked).toEqual([
      "files merge-base a.ts",
      "files head a.ts",
      "files merge-base c.txt",
      "files head b.txt c.txt",
    ]);
    expect(facts.texts?.get("c.txt")).toEqual({
      before: { state: "read", text: "1" },
      after: { state: "read", text: "2" },
    });
  });

  test("sections are read as documents in the same look", async () => {
    const { asked } = await texts({
      before: { "a.ts": marked("1", "b.md#B"), "b.md": "# B" },
      after: { "a.ts": marked("2", "b.md#B"), "b.md": "# B" },
    });
    expect(asked.slice(2)).toEqual(["files head b.md", "files merge-base b.md", "files head b.md"]);
  });

  test("what points back at something removed is found in a second further look", async () => {
    const { said } = await texts({
      before: { "a.ts": marked("1", "b.ts"), "b.ts": marked("1", "a.ts", "d.txt"), "d.txt": "1" },
      after: { "b.ts": marked("1", "a.ts", "d.txt"), "d.txt": "2" },
    });
    expect(said).toEqual([
      ["a.ts", "read", "absent"],
      ["b.ts", "read", "read"],
      ["d.txt", "read", "read"],
    ]);
  });

  test("a rename is followed at the merge base only", async () => {
    const { said } = await texts({
      before: { "a.ts": "1" },
      after: { "b.ts": "2" },
      renamed: { "a.ts": "b.ts" },
    });
    expect(said).toEqual([
      ["b.ts", "read", "read"],
      ["a.ts", "read", "absent"],
    ]);
  });

  const states: readonly (readonly [string, MemoryChange, string])[] = [
    ["a link", { after: { "a.ts": symlink } }, "no-text"],
    ["a submodule", { after: { "a.ts": submodule } }, "no-text"],
    ["bytes", { after: { "a.ts": new Uint8Array([255, 0]) } }, "no-text"],
    ["a file that is too large", { after: { "a.ts": "x".repeat(maxDocumentBytes + 1) } }, "unread"],
    ["a file that is gone", { before: { "a.ts": "1" } }, "absent"],
  ];
  test.each(states)("%s", async (_name, change, state) => {
    const source = memorySource(change);
    const found = await textReader(await source.changeSet(), source)(["a.ts"]);
    expect(found.get("a.ts")?.after.state).toBe(state);
  });

  test("a directory is told from a file", async () => {
    const source = memorySource({ after: { "lib/a.ts": "1" } });
    const found = await textReader(await source.changeSet(), source)(["lib"]);
    expect(found.get("lib")).toEqual({ before: { state: "directory" }, after: { state: "directory" } });
  });

  test("more than 200 files that are named are not read, which makes what named them undecidable", async () => {
    const names = Array.from({ length: 201 }, (_, index) => `t${index}.txt`);
    const targets = Object.fromEntries(names.map((name) => [name, "1"]));
    const change = {
      before: { ...targets, "a.ts": marked("1", ...names) },
      after: { ...targets, "a.ts": marked("2", ...names) },
    };
    const { facts } = await texts(change);
    expect([facts.texts?.size, facts.texts?.has("t199.txt"), facts.texts?.has("t200.txt")]).toEqual([201, true, false]);
    const { outcome } = judgeRequirement(demandSchema.parse({ "in-sync": {} }), facts);
    expect(outcome.verdict).toBe("error");
  });

  test("files are read in batches, and no more once there is too much", async () => {
    const names = Array.from({ length: 60 }, (_, index) => `t${index}.ts`);
    const source = memorySource({ after: Object.fromEntries(names.map((name) => [name, "x".repeat(1_000_000)])) });
    const changeSet = await source.changeSet();
    const read = textReader(changeSet, source);
    expect((await read(names)).size).toBe(50);
    expect((await read(["t59.ts"])).size).toBe(0);
  });

  test("a source that gives no answer about a path leaves it out", async () => {
    const source = { ...memorySource({ after: { x: "1" } }), files: () => Promise.resolve(new Map()) };
    expect((await textReader(await source.changeSet(), source)(["x"])).size).toBe(0);
  });
});

describe("many files of the head", () => {
  const policy = "{ traced: { ids: 'R[0-9]', in: 'src/**', matrix: m.md, column: Id } }";

  test("are read once the tree is known, at the head only", async () => {
    const after = { "src/a": "R1", "src/b": symlink, "m.md": "x", "lib/c": "R2", a: "1" } as const;
    const { facts, asked } = await gathered(policy, { before: { a: "" }, after });
    expect(facts.textsAtHead).toEqual(new Map([["src/a", { state: "read", text: "R1" }]]));
    expect(asked).toContain("files head src/a");
    expect(asked).not.toContain("files merge-base src/a");
  });

  test("are read as long as there is room", async () => {
    const large = "x".repeat(1024 * 1024);
    const after = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t${index}`, large]));
    const source = memorySource({ after });
    const read = await readTextsAtHead(Object.keys(after), source);
    expect(read.size).toBe(8);
    expect(source.asked).toHaveLength(1);
  });
});

describe("commits", () => {
  const commits = [{ oid: "d".repeat(40), subject: "a", body: "", parents: ["b".repeat(40)] }];

  test.each([
    ["without what they touch", "{ commits: { at-most: 1 } }", ["commits"]],
    ["with it where a packet is asked for", "{ commits: { one-packet: pull-request#A } }", ["commits with files"]],
    [
      "once for several requirements",
      "{ commits: { one-packet: pull-request#A } }, { commits: { at-most: 1 } }",
      ["commits with files"],
    ],
    ["not at all", "{ changed: a }", []],
  ])("are asked for %s", async (_name, require, questions) => {
    const { facts, asked } = await gathered(require, { after: { a: "1" }, commits });
    expect(asked.filter((question) => question.startsWith("commits"))).toEqual(questions);
    expect(facts.commits).toEqual(questions.length === 0 ? undefined : commits);
  });
});

describe("lines are counted", () => {
  test.each([
    ["with a line feed at the end", "1\n2\n", 2],
    ["without", "1\n2", 2],
    ["no line at all", "", 0],
    ["a blank line", "\n", 1],
    ["bytes have none", new Uint8Array([255]), undefined],
  ])("%s", async (_name, content, lines) => {
    const { facts } = await gathered("{ max-lines: { in: '**', at-most: 1 } }", { after: { a: content } });
    expect(facts.lineCounts).toEqual(new Map([["a", lines]]));
  });

  test("a file too large to count has no entry, which makes it undecidable", async () => {
    const source = memorySource({ after: { a: "1", b: "1" } });
    const large = {
      ...source,
      files: () => Promise.resolve(new Map([["a", { state: "too-large" as const, oid: "1", bytes: 9 }]])),
    };
    const policy = policyOf(
      "version: 1\nrules: [{ id: a, gate: G4, when: { changed: a }, require: [{ max-lines: { in: '**', at-most: 1 } }] }]",
    );
    const facts = await gather(policy, large, { changeSet: await source.changeSet(), pullRequest, stage: undefined });
    expect(facts.lineCounts).toEqual(new Map());
  });
});

test("why a file is not read ends a sentence", () => {
  expect(whyUnread({ state: "binary", oid: "1" })).toBe("is not text in UTF-8");
});
