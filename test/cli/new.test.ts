import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { main } from "../../src/cli.ts";
import { judgeCase } from "../requirement-table.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lockstep-new-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function lockstep(...argv: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const exit = await main([...argv], {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    ...{ cwd: root, colour: false, width: 100, version: "0.0.0", packageRoot: new URL("../../", import.meta.url) },
  });
  return { exit, ...said };
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

const read = (path: string) => readFile(join(root, path), "utf8");

const policy = `version: 1
documents: { evidence: docs/E.md }
rules:
  - id: window
    gate: G4
    when: { changed: [deploy/**] }
    require: [{ row-added: { to: "evidence#Windows", columns: { Window: { type: date }, Rate: { type: percent } } } }]
`;

describe("lockstep new evidence", () => {
  const row = "| <date, YYYY-MM-DD> | <percent, such as 4.2%> |";

  test("writes a row below the last one, which counts as none until it is filled in", async () => {
    await write(".github/lockstep.yml", policy);
    const before = "# E\n\n## Windows\n\n| Window | Rate |\n|---|---|\n| 2026-01-01 | 1% |\n\nEnd.\n";
    await write("docs/E.md", before);
    expect(await lockstep("new", "evidence")).toMatchObject({
      exit: 0,
      stdout: "wrote a row into docs/E.md, line 8\n",
    });
    const after = await read("docs/E.md");
    expect(after).toBe(before.replace("| 1% |\n", `| 1% |\n${row}\n`));
    const require = {
      "row-added": { to: "docs/E.md#Windows", columns: { Window: { type: "date" }, Rate: { type: "percent" } } },
    };
    const judged = (text: string) =>
      judgeCase({ require, before: { "docs/E.md": before }, after: { "docs/E.md": text } }).outcome.verdict;
    expect(judged(after)).toBe("fail");
    expect(judged(after.replace(row, "| 2026-01-02 | 2% |"))).toBe("pass");
  });

  test("writes table and heading where they are missing, and the document", async () => {
    await write(".github/lockstep.yml", policy);
    await lockstep("new", "evidence", "evidence");
    expect(await read("docs/E.md")).toBe(`## Windows\n\n| Window | Rate |\n| --- | --- |\n${row}\n`);
    await write("docs/E.md", "# E\n\n## Windows\n\nText.\n\n## After\n\nMore.\n");
    await lockstep("new", "evidence", "evidence#Windows");
    expect(await read("docs/E.md")).toBe(
      `# E\n\n## Windows\n\nText.\n\n| Window | Rate |\n| --- | --- |\n${row}\n\n## After\n\nMore.\n`,
    );
  });

  test("names the tables when it is not clear which", async () => {
    await write(".github/lockstep.yml", policy);
    expect(await lockstep("new", "evidence", "other")).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('There are "evidence#Windows".'),
    });
  });
});

describe("lockstep new adr", () => {
  test("goes on from the decisions that are there", async () => {
    await write("docs/decisions/0007-old.md", "# 7. Old\n");
    expect((await lockstep("new", "adr", "Ein Zähler für alle!")).stdout).toBe(
      "wrote docs/decisions/0008-ein-zahler-fur-alle.md\n",
    );
    expect(await read("docs/decisions/0008-ein-zahler-fur-alle.md")).toMatch(
      /^# 8\. Ein Zähler für alle!\n\nStatus: Proposed\n/,
    );
  });

  test("begins in docs/adr, and refuses an empty title", async () => {
    expect((await lockstep("new", "adr", "First")).stdout).toBe("wrote docs/adr/0001-first.md\n");
    expect((await lockstep("new", "adr", " ")).exit).toBe(2);
    expect((await lockstep("new", "adr", "../../etc")).stdout).toBe("wrote docs/adr/0002-etc.md\n");
  });
});

describe("lockstep new runbook", () => {
  test("makes a proposal of a story that is there", async () => {
    await write(".agent/cache/stories/INFRA/INFRA-12-queue.md", "# INFRA-12: Move the queue\n");
    expect((await lockstep("new", "runbook", "INFRA-12")).stdout).toBe(
      "wrote .agent/cache/runbooks/INFRA/INFRA-12-runbook.md\n",
    );
    const text = await read(".agent/cache/runbooks/INFRA/INFRA-12-runbook.md");
    expect(text).toMatch(/^# INFRA-12: Move the queue\n\nStatus: PROPOSED\n/);
    expect(text).toContain("[INFRA-12](../../stories/INFRA/INFRA-12-queue.md)");
    // Nothing is overwritten.
    expect((await lockstep("new", "runbook", "INFRA-12")).exit).toBe(2);
  });

  test.each(["INFRA-1", "../../etc/passwd", "12"])("is refused for %s, which is no story", async (story) => {
    await write(".agent/cache/stories/INFRA/INFRA-12-queue.md", "# INFRA-12: Move the queue\n");
    expect((await lockstep("new", "runbook", story)).exit).toBe(2);
  });
});

describe("lockstep new packet", () => {
  test("prints packets for a description", async () => {
    const { stdout } = await lockstep("new", "packet", "--count", "2");
    expect(stdout).toContain("## Packets\n\n### Packet 1\n\n- Goal: …");
    expect(
      judgeCase({ require: { packets: "pull-request#Packets" }, pullRequest: { body: stdout } }).outcome.verdict,
    ).toBe("fail");
    const filled = stdout.replaceAll("Files: …", "Files: `src/a.ts`").replaceAll("…", "said");
    const distinct = filled.replace("said", "first");
    expect(
      judgeCase({ require: { packets: "pull-request#Packets" }, pullRequest: { body: distinct } }).outcome.verdict,
    ).toBe("pass");
  });

  test("numbers on in a file, and leaves what follows", async () => {
    await write("plan.md", "# Plan\n\n## Packets\n\n### Packet 1\n\n- Goal: x\n\n## After\n");
    await lockstep("new", "packet", "--in", "plan.md");
    const text = await read("plan.md");
    expect(text).toMatch(/### Packet 1\n\n- Goal: x\n\n### Packet 2\n\n- Goal: …/);
    expect(text.trimEnd().endsWith("## After")).toBe(true);
    expect((await lockstep("new", "packet", "--count", "0")).exit).toBe(2);
  });
});

describe("lockstep prompt", () => {
  test("holds the documents, the gates and the form of the answers, also without a change", async () => {
    await write(".github/lockstep.yml", policy);
    const { exit, stdout } = await lockstep("prompt");
    expect(exit).toBe(0);
    for (const part of [
      "`docs/E.md` (evidence)",
      "### G4 Documentation",
      "**window**",
      "a new row",
      "## Output of each cycle",
      "There is no change yet.",
    ])
      expect(stdout).toContain(part);
    const short = (await lockstep("prompt", "--short")).stdout;
    expect(short.trim().split("\n")).toHaveLength(1);
    expect(short).toContain("gates G4 documentation");
  });

  test("is refused without a policy", async () => {
    expect((await lockstep("prompt")).exit).toBe(2);
  });
});

describe("lockstep explain --preset", () => {
  test("prints a preset as a table in which no line is too long", async () => {
    const { exit, stdout } = await lockstep("explain", "--preset", "operating-model");
    expect(exit).toBe(0);
    expect(stdout).toContain("If you change …");
    expect(stdout).toMatch(/^rollout-window {2,}│ • a new row in a table/m);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("names the presets there are", async () => {
    expect((await lockstep("explain", "--preset", "operatin-model")).stderr).toContain(
      'did you mean "operating-model"?',
    );
    expect((await lockstep("explain")).stderr).toContain("name paths or rules");
  });
});
