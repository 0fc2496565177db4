import { describe, expect, test } from "@jest/globals";
import type { FakePullRequest } from "../fake/index.ts";
import { conclusions, setStage, settled } from "./harness.ts";

/** What the commits of a pull request come to on GitHub. */

const stage = setStage();

const policy = `version: 1
rules:
  - id: messages
    gate: G1
    when: { changed: ["**"] }
    require: [{ commits: { at-most: 249, subject: { matches: "^(feat|fix): " } } }]
  - id: packets
    gate: G2
    when: { labels: [packets] }
    require: [{ commits: { one-packet: pull-request#Packets } }]
`;

const body = "## Packets\n\n### Source\n\n- Files: `src/`\n\n### Docs\n\n- Files: `docs/`\n";

/** A pull request of one commit. */
async function open(files: Readonly<Record<string, string>>): Promise<FakePullRequest> {
  const repository = stage.github.createRepository("acme/harbour", {
    files: { ".github/lockstep.yml": policy, "src/a.ts": "a\n" },
  });
  const pull = repository.openPullRequest({ files, body, title: "feat: b" });
  await stage.github.until(() => pull.concluded);
  return pull;
}

/** Adds many commits at once, each of which adds a file. */
function addCommits(pull: FakePullRequest, count: number): void {
  const { git, branches } = pull.repository.state;
  let head = pull.head;
  for (let index = 0; index < count; index += 1)
    head = git.commit([head], { [`src/${index}.ts`]: "x\n" }, `fix: ${index}`);
  branches.set(pull.state.headRef, head);
  pull.moveTo(head);
}

async function verdicts(pull: FakePullRequest) {
  await stage.github.until(() => pull.concluded);
  await settled(stage);
  return conclusions(pull);
}

const asksForCommits = () => stage.github.requests.filter(({ path }) => /\/commits\/[0-9a-f]{40}$/.test(path));

describe("messages of commits", () => {
  test("pass as asked for, and a later one that is not is named", async () => {
    const pull = await open({ "src/b.ts": "b\n" });
    expect((await verdicts(pull))["G1"]).toBe("success");
    pull.push({ "src/b.ts": "c\n" }, { message: "wip <!-- @all -->\n\nfix: not the subject" });
    expect((await verdicts(pull))["G1"]).toBe("failure");
    expect(pull.check("lockstep / G1 Functional")?.summary).toContain("The subject");
    expect(asksForCommits()).toEqual([]);
  });

  test("are read from all pages, and a merge of the base is passed over", async () => {
    const pull = await open({ "src/b.ts": "b\n" });
    const { git, branches } = pull.repository.state;
    addCommits(pull, 130);
    const main = git.commit([branches.get("main") ?? ""], { "src/main.ts": "m\n" }, "whatever");
    branches.set("main", main);
    const merge = git.merge(main, pull.head, "Merge branch 'main'");
    branches.set(pull.state.headRef, merge);
    pull.moveTo(merge);
    expect((await verdicts(pull))["G1"]).toBe("success");
  });

  test("of more commits than are looked at cannot be told", async () => {
    const pull = await open({ "src/b.ts": "b\n" });
    addCommits(pull, 250);
    expect((await verdicts(pull))["G1"]).toBe("action_required");
    expect(pull.check("lockstep / G1 Functional")?.summary).toContain("there are more than 250");
  });
});

describe("what commits touch", () => {
  test("is asked for commit by commit, where a rule wants one packet each", async () => {
    const pull = await open({ "src/b.ts": "b\n" });
    pull.push({ "docs/b.md": "b\n" }, { message: "feat: docs" });
    await verdicts(pull);
    stage.github.forgetRequests();
    pull.label("packets");
    expect((await verdicts(pull))["G2"]).toBe("success");
    expect(asksForCommits()).toHaveLength(2);
    pull.push({ "docs/b.md": "c\n", "src/b.ts": "c\n" }, { message: "feat: both" });
    expect((await verdicts(pull))["G2"]).toBe("failure");
    expect(pull.check("lockstep / G2 Regression")?.summary).toContain("touches more than one packet");
  });

  test("comes with both paths of a rename, and from all pages", async () => {
    const pull = await open(
      Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`src/${index}.ts`, `${index}\n`])),
    );
    pull.label("packets");
    expect((await verdicts(pull))["G2"]).toBe("success");
    pull.push({}, { message: "fix: move", renames: { "src/a.ts": "docs/a.md" } });
    expect((await verdicts(pull))["G2"]).toBe("failure");
  });

  test("cannot be told of more than fifty commits", async () => {
    const pull = await open({ "src/b.ts": "b\n" });
    addCommits(pull, 50);
    await verdicts(pull);
    stage.github.forgetRequests();
    pull.label("packets");
    expect((await verdicts(pull))["G2"]).toBe("action_required");
    expect(pull.check("lockstep / G2 Regression")?.summary).toContain("is not known");
    expect(asksForCommits()).toEqual([]);
  });
});
