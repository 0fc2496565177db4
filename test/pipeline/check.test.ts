import { describe, expect, test } from "@jest/globals";
import { type CheckRequest, check, policyPath } from "../../src/pipeline/check.ts";
import { readPolicy } from "../../src/read/policy.ts";
import { emptyPullRequest } from "../../src/read/pull-request-file.ts";
import { type MemoryChange, type MemoryFiles, memorySource, symlink } from "../memory-source.ts";

const docsWithSrc =
  "version: 1\nrules: [{ id: docs, gate: G4, when: { changed: src/** }, require: [{ changed: docs/** }] }]\n";
const broken = "version: 1\nrules: [{ id: a, gate: G9 }]\n";
const files = (policy: MemoryFiles[string] | undefined, more: MemoryFiles = {}): MemoryFiles => ({
  ...(policy === undefined ? {} : { [policyPath]: policy }),
  ...more,
});

/** Checks a change of src/a, with the policy as it is before and after. */
async function checked(
  {
    before,
    after = before,
    base,
  }: { before?: MemoryFiles[string]; after?: MemoryFiles[string] | undefined; base?: MemoryFiles },
  given: Partial<CheckRequest> = {},
  change: MemoryChange = {},
) {
  const source = memorySource({
    before: files(before, { "src/a": "1" }),
    after: files(after, { "src/a": "2" }),
    ...(base && { base }),
    ...change,
  });
  const answer = await check({
    source,
    pullRequest: emptyPullRequest({ base: "main", head: "topic" }),
    stage: undefined,
    presets: new Map(),
    baseName: "main",
    ...given,
  });
  return { answer, asked: source.asked };
}

type Answer = Awaited<ReturnType<typeof check>>;
const reportOf = (answer: Answer) => {
  if (answer.kind !== "report") throw new Error(answer.kind);
  return answer.report;
};
const verdictsOf = (answer: Answer) =>
  reportOf(answer).gates.flatMap((gate) => gate.rules.map(({ id, verdict }) => `${gate.id} ${id} ${verdict}`));

test("what a change makes of the policy is read, and not by the reader that remembers: anybody may bring a large one", async () => {
  const read: string[] = [];
  const readPolicies: typeof readPolicy = (sources, presets) => {
    read.push(...sources.map(({ text }) => text));
    return readPolicy(sources, presets);
  };
  const edited = `${docsWithSrc}# more\n`;
  const { answer } = await checked({ before: docsWithSrc, after: edited }, { readPolicies, preview: true });
  expect(answer).toMatchObject({ kind: "report", editsPolicy: true, preview: { blocks: true } });
  expect(read).toEqual([docsWithSrc]);
});

describe("four answers that are never confused", () => {
  test("no policy", async () => {
    const { answer, asked } = await checked({});
    expect(answer).toEqual({ kind: "no-policy", lookedAt: `main:${policyPath}` });
    expect(asked).toEqual(["changeSet", `files base ${policyPath}`]);
  });

  test("an invalid policy, with its errors", async () => {
    expect((await checked({ before: broken })).answer).toMatchObject({
      kind: "invalid-policy",
      errors: [
        { file: `main:${policyPath}`, line: 2, message: 'rule "a" lacks when, require' },
        { file: `main:${policyPath}`, line: 2, message: expect.stringContaining('no gate "G9"') },
      ],
    });
  });

  test("a stage that is not known", async () => {
    const policy = `${docsWithSrc}stages: { dev: {}, production: {} }\n`;
    expect((await checked({ before: policy }, { stage: "prodution" })).answer).toEqual({
      kind: "unknown-stage",
      known: ["dev", "production"],
    });
  });

  test("a report", async () => {
    const { answer } = await checked({ before: docsWithSrc });
    expect(answer).toMatchObject({
      kind: "report",
      policy: { source: `main:${policyPath}`, oid: expect.stringMatching(/^[0-9a-f]{40}$/) },
      warnings: [],
      editsPolicy: false,
    });
    expect(verdictsOf(answer)).toEqual(["G4 docs fail"]);
    expect(reportOf(answer).blocks).toBe(true);
  });

  test("trouble is none of them: it rejects", async () => {
    const source = { ...memorySource({}), files: () => Promise.reject(new Error("rate limit")) };
    await expect(checked({ before: docsWithSrc }, { source })).rejects.toThrow("rate limit");
  });

  const unread: readonly (readonly [string, MemoryFiles[string], string])[] = [
    ["a symbolic link", symlink, "the policy is a symbolic link, and links are not followed"],
    ["bytes", new Uint8Array([255]), "the policy is not text in UTF-8"],
    ["too large", `#${"x".repeat(256 * 1024)}`, "the policy has 262145 bytes, more than is read"],
  ];
  test.each(unread)("a policy that is %s is refused", async (_name, before, message) => {
    expect((await checked({ before })).answer).toMatchObject({
      kind: "invalid-policy",
      errors: [{ file: `main:${policyPath}`, line: 1, column: 1, message }],
    });
  });

  test("an empty policy is invalid", async () => {
    expect((await checked({ before: "" })).answer.kind).toBe("invalid-policy");
  });
});

describe("the policy is that of the base", () => {
  const loose = docsWithSrc.replace("docs/** }]", "'**' }]");

  test("an edited one at the head changes nothing", async () => {
    const { answer } = await checked({ before: docsWithSrc, after: loose });
    expect(answer).toMatchObject({ kind: "report", editsPolicy: true });
    expect(verdictsOf(answer)).toEqual(["G4 docs fail"]);
  });

  test("nor does one that is removed or moved away", async () => {
    const removed = await checked({ before: docsWithSrc, after: undefined }, {}, { after: { "src/a": "2" } });
    const moved = await checked(
      { before: docsWithSrc },
      {},
      {
        after: { "src/a": "2", "old.yml": docsWithSrc },
        renamed: { [policyPath]: "old.yml" },
      },
    );
    for (const { answer } of [removed, moved]) {
      expect(answer).toMatchObject({ kind: "report", editsPolicy: true });
      expect(verdictsOf(answer)).toEqual(["G4 docs fail"]);
    }
  });

  test("it is read at the tip of the base branch, not at the merge base", async () => {
    const { answer } = await checked({ before: loose, base: files(docsWithSrc) });
    expect(answer).toMatchObject({ kind: "report", editsPolicy: false });
    expect(verdictsOf(answer)).toEqual(["G4 docs fail"]);
  });

  test("a first policy changes nothing for the change that brings it", async () => {
    const { answer } = await checked({ after: docsWithSrc }, {}, { before: { "src/a": "1" } });
    expect(answer.kind).toBe("no-policy");
  });

  test("a file that is given is used instead", async () => {
    const { answer } = await checked({ before: docsWithSrc }, { policyFile: { name: "my.yml", text: loose } });
    expect(answer).toMatchObject({ kind: "report", policy: { source: "my.yml", oid: undefined } });
    expect(verdictsOf(answer)).toEqual(["G4 docs pass"]);
    const invalid = await checked({ before: docsWithSrc }, { policyFile: { name: "my.yml", text: "version: 2" } });
    expect(invalid.answer).toMatchObject({ kind: "invalid-policy", errors: [{ file: "my.yml" }] });
  });

  test("warnings come along", async () => {
    const { answer } = await checked({ before: docsWithSrc.replace("src/**", "./src/**") });
    expect(answer).toMatchObject({ kind: "report", warnings: [{ severity: "warning", line: 2 }] });
  });

  test("presets are known", async () => {
    const presets = new Map([["base", docsWithSrc]]);
    expect(verdictsOf((await checked({ before: "version: 1\nextends: [base]\n" }, { presets })).answer)).toEqual([
      "G4 docs fail",
    ]);
  });
});

describe("a change that repairs an invalid policy", () => {
  const repair = { before: broken, after: docsWithSrc };
  const only = { before: files(broken), after: files(docsWithSrc) };
  const organisationPolicy = {
    name: "org.yml",
    text: `version: 1
rules: [{ id: agreed, gate: G1, when: { changed: .github/** }, require: [{ label: policy-agreed }] }]
`,
  };

  test("is told apart from one that changes more", async () => {
    expect((await checked(repair, {}, only)).answer).toMatchObject({ kind: "invalid-policy", repairs: true });
    expect((await checked(repair)).answer).toMatchObject({ kind: "invalid-policy", repairs: false });
  });

  test("is held by what the organisation asks", async () => {
    const { answer } = await checked(repair, { organisationPolicy }, only);
    expect(answer).toMatchObject({ kind: "report", policy: { source: "org.yml" }, report: { blocks: true } });
    expect(verdictsOf(answer)).toEqual(["G1 agreed fail"]);
    const pullRequest = { ...emptyPullRequest({ base: "main", head: "topic" }), labels: ["policy-agreed"] };
    const met = await checked(repair, { organisationPolicy, pullRequest }, only);
    expect(met.answer).toMatchObject({ kind: "invalid-policy", repairs: true });
  });
});

describe("a change that leaves the policy invalid", () => {
  test("gets a gate that blocks; the rest of the report is as it was", async () => {
    const { answer } = await checked({ before: docsWithSrc, after: broken });
    const valid = reportOf((await checked({ before: docsWithSrc, after: `${docsWithSrc}# edited\n` })).answer);
    const report = reportOf(answer);
    expect(report.gates.slice(0, -1)).toEqual(valid.gates);
    expect(report.gates.at(-1)).toMatchObject({ id: "policy", verdict: "fail", blocks: true });
    expect(report.gates.at(-1)?.rules[0]?.requirements[0]?.findings[0]?.location).toEqual({
      path: policyPath,
      line: 2,
    });
    expect([report.blocks, valid.blocks]).toEqual([true, true]);
  });

  test("blocks though nothing else does", async () => {
    const policy = docsWithSrc.replace("docs/** }]", "'**' }]");
    const { answer } = await checked({ before: policy, after: symlink });
    expect(reportOf(answer)).toMatchObject({ verdict: "fail", blocks: true, ifEveryGateBlocked: { blocks: true } });
  });

  test("blocks when it is the first policy", async () => {
    const { answer } = await checked({ after: broken }, {}, { before: { "src/a": "1" } });
    expect(answer).toMatchObject({ kind: "report", policy: undefined, editsPolicy: true, report: { blocks: true } });
    expect(verdictsOf(answer)).toEqual(["policy valid-policy fail"]);
  });

  test("is not looked at when the change does not touch it", async () => {
    const { answer, asked } = await checked({ before: broken, base: files(docsWithSrc) });
    expect(answer).toMatchObject({ kind: "report", editsPolicy: false });
    expect(asked).not.toContain(`files head ${policyPath}`);
  });
});

describe("the organisation's policy lies underneath", () => {
  const organisationPolicy = { name: "org.yml", text: docsWithSrc.replace("id: docs", "id: theirs") };

  test("alone", async () => {
    const { answer } = await checked({}, { organisationPolicy });
    expect(answer).toMatchObject({ kind: "report", policy: { source: "org.yml", oid: undefined } });
    expect(verdictsOf(answer)).toEqual(["G4 theirs fail"]);
  });

  test("with the repository's", async () => {
    const { answer } = await checked({ before: docsWithSrc }, { organisationPolicy });
    expect(verdictsOf(answer)).toEqual(["G4 theirs fail", "G4 docs fail"]);
  });

  test("a head that contradicts it is a finding, whose file is told", async () => {
    const after = "version: 1\nrules: [{ id: theirs, enforce: off }]\n";
    const gate = reportOf((await checked({ before: docsWithSrc, after }, { organisationPolicy })).answer).gates.at(-1);
    expect(gate?.rules[0]?.requirements[0]?.findings).toMatchObject([{ location: { path: policyPath, line: 2 } }]);
  });
});

describe("the stage", () => {
  const policy = `${docsWithSrc}stages: { dev: { branches: develop }, production: { branches: main } }\ngates: { G4: { enforce: { dev: off, production: block } } }\n`;
  const stageAndBlocks = (answer: Answer) => [reportOf(answer).stage, reportOf(answer).blocks];

  test.each([
    ["follows from the base branch", "develop", undefined, ["dev", false]],
    ["of another branch is another", "main", undefined, ["production", true]],
    ["of a branch of no stage is not known: the strictest holds", "feature", undefined, [undefined, true]],
    ["of a branch that is not known is not known", undefined, undefined, [undefined, true]],
    ["may be given", "main", "dev", ["dev", false]],
  ])("%s", async (_name, base, stage, expected) => {
    const pullRequest = emptyPullRequest({ base, head: undefined });
    expect(stageAndBlocks((await checked({ before: policy }, { pullRequest, stage })).answer)).toEqual(expected);
  });
});

describe("what a check costs", () => {
  const asks = docsWithSrc.replace(
    "{ changed: docs/** }",
    "{ section-changed: a.md }, { exists: x }, { check-passed: ci }",
  );

  test("rules that sleep cost nothing but the change and the policy", async () => {
    const { asked } = await checked({ before: asks.replace("src/**", "lib/**") });
    expect(asked).toEqual(["changeSet", `files base ${policyPath}`]);
  });

  test("rules that are awake cost one look each", async () => {
    const { asked } = await checked({ before: asks });
    expect(asked).toEqual([
      "changeSet",
      `files base ${policyPath}`,
      "files merge-base a.md",
      "files head a.md",
      "tree",
      "checks",
    ]);
  });

  test("an edited policy costs one look more", async () => {
    const { asked } = await checked({ before: docsWithSrc, after: `${docsWithSrc}#\n` });
    expect(asked).toEqual(["changeSet", `files base ${policyPath}`, `files head ${policyPath}`]);
  });
});
