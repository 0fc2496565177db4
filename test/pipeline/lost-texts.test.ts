import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { readArchiveInThread } from "../../src/adapters/archive/read-in-thread.ts";
import { gitFactSource } from "../../src/adapters/git/fact-source.ts";
import { openRepository } from "../../src/adapters/git/repository.ts";
import { createContentCache } from "../../src/adapters/github/content-cache.ts";
import { lookAtPullRequest } from "../../src/adapters/github/look.ts";
import { hostBreaker, octokitClient } from "../../src/adapters/github/octokit-client.ts";
import { pacingOf } from "../../src/adapters/github/pacing.ts";
import { artifactReading } from "../../src/adapters/github/reports/read-artifact.ts";
import { findSecrets } from "../../src/adapters/secrets/find-secrets.ts";
import { systemClock } from "../../src/clock.ts";
import { evaluate } from "../../src/core/evaluate.ts";
import { gather } from "../../src/pipeline/gather.ts";
import type { FactSource } from "../../src/pipeline/ports.ts";
import { emptyPullRequest } from "../../src/read/pull-request-file.ts";
import { startFakeGitHub } from "../fake/index.ts";
import { createRepository } from "../git-repository.ts";
import { policyOf } from "../policies.ts";

const policy = policyOf(`version: 1
rules:
  - { id: lines, gate: G1, when: { changed: "**" }, require: [{ max-lines: { in: src/**, at-most: 4 } }] }
  - { id: module, gate: G1, when: { changed: "**" }, require: [{ max-lines: { in: src/**, at-most: 99, together: true } }] }
  - id: traced
    gate: G2
    when: { changed: "**" }
    require: [{ traced: { ids: "REQ-[0-9]+", in: src/**, matrix: m.md, column: Id, unmentioned: allow } }]
  - { id: secrets, gate: G2, when: { changed: "**" }, require: [no-secrets: {}] }
  - { id: woken, gate: G4, when: { lines: { matches: eval, in: src/** } }, require: [{ changed: docs/** }] }
`);

const bytes = (text: string, ...more: number[]) => Buffer.concat([Buffer.from(text), Buffer.of(...more)]);
const long = "eval(x) // REQ-9\n".repeat(5);
const before = {
  "m.md": "| Id |\n|---|\n| REQ-1 |\n",
  "src/a.ts": "one\ntwo\nthree\n// a fourth line, so that a move is seen\n",
  "p.png": bytes("PNG\n", 0, 1),
  "src/old.bin": bytes("bin\n", 0, 1),
};

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly move?: readonly [string, string];
  /** The file that is no text any more. */
  readonly lost: string | undefined;
  /** Its lines are searched nevertheless: a diff shows them. */
  readonly searched?: true;
}

const cases: readonly Case[] = [
  { name: "a NUL", files: { "src/a.ts": bytes(long, 0) }, lost: "src/a.ts" },
  { name: "a NUL far down", files: { "src/a.ts": bytes("x".repeat(9000), 0) }, lost: "src/a.ts" },
  { name: "UTF-16", files: { "src/a.ts": Buffer.from(`\ufeff${long}`, "utf16le") }, lost: "src/a.ts" },
  {
    name: "a NUL in a file that moves",
    files: { "src/b.ts": bytes(before["src/a.ts"], 0) },
    move: ["src/a.ts", "src/b.ts"],
    lost: "src/b.ts",
  },
  {
    name: "pictures, new and old",
    files: { "p.png": bytes("PNG\n", 0, 2), "src/q.png": bytes("P", 0) },
    lost: undefined,
  },
  { name: "bytes that were bytes", files: { "src/old.bin": bytes("more\n", 0, 2) }, lost: undefined },
  { name: "a byte that is no UTF-8", files: { "src/a.ts": bytes(long, 0xff) }, lost: "src/a.ts", searched: true },
  { name: "a line taken away", files: { "src/a.ts": "one\n" }, lost: undefined },
];

async function judged(source: FactSource) {
  const changeSet = await source.changeSet();
  const pullRequest = emptyPullRequest({ base: "main", head: "topic" });
  const facts = await gather(policy, source, { changeSet, pullRequest, stage: undefined }, findSecrets);
  const rules = evaluate(policy, facts).gates.flatMap((gate) => gate.rules);
  return rules.map(({ id, verdict, requirements }) => {
    const said = requirements.flatMap(({ findings }) => findings.map(({ message }) => message));
    return [id, verdict, ...said.filter((message) => message.includes("any more"))].join(" ");
  });
}

function expected({ lost, searched }: Case): readonly string[] {
  const none = "it was text before the change and is none in UTF-8 any more.";
  if (lost === undefined) return ["lines pass", "module pass", "traced pass", "secrets pass", "woken not-applicable"];
  return [
    `lines error \`${lost}\` has no lines that can be counted: ${none}`,
    `module error \`${lost}\` has no lines that can be counted: ${none}`,
    `traced error \`${lost}\` could not be searched: ${none}`,
    searched ? "secrets pass" : `secrets error \`${lost}\` was not searched for secrets: ${none}`,
    "woken fail",
  ];
}

describe("what was text and is none any more is no way around what looks at lines", () => {
  describe("on the command line", () => {
    test.each(cases)("$name", async (each) => {
      const { files, move } = each;
      const repo = await createRepository();
      await repo.write(before);
      const base = await repo.commit("before");
      if (move !== undefined) await repo.move(...move);
      await repo.write(files);
      const head = await repo.commit("after");
      const opened = await openRepository(repo.path);
      expect(await judged(gitFactSource(opened, { base, mergeBase: base, head }))).toEqual(expected(each));
      await opened.close();
      await repo.dispose();
    });
  });

  describe("on GitHub", () => {
    let github: Awaited<ReturnType<typeof startFakeGitHub>>;
    beforeAll(async () => {
      github = await startFakeGitHub();
    });
    afterAll(async () => {
      await github.close();
      expect(github.api.violations).toEqual([]);
    });

    test.each(cases)("$name", async (each) => {
      const { files, move } = each;
      const repository = `acme/r${cases.indexOf(each)}`;
      const pull = github.createRepository(repository, { files: before }).openPullRequest({
        files,
        ...(move === undefined ? {} : { renames: { [move[0]]: move[1] } }),
      });
      const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
      const auth = github.api.tokenForUser("lockstep-harbour[bot]");
      const client = octokitClient(new Octokit({ auth, baseUrl: github.url, log }), {
        ...{ pacing: pacingOf(systemClock), breaker: hostBreaker(), clock: systemClock },
      });
      const options = {
        ...{ appId: github.app.id, cache: createContentCache(1_000_000), webUrl: "https://github.test" },
        artifacts: artifactReading(readArchiveInThread),
      };
      const key = { kind: "pull-request", installation: 1, repository, number: pull.number } as const;
      const answer = await lookAtPullRequest(client, options, key, { documents: [] });
      if (answer.kind !== "look") throw new Error(answer.kind);
      expect(await judged(answer.look.source)).toEqual(expected(each));
    });
  });
});
