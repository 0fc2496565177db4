import { describe, expect, test } from "@jest/globals";
import Sqlite from "better-sqlite3";
import { main } from "../../../src/cli.ts";
import { runAuditExport, runAuditVerify, runPr, runServe, runSetup } from "../../../src/online.ts";
import { databaseName } from "../../../src/pipeline/store.ts";
import { setStage } from "../harness.ts";
import { said, setScene } from "./stage.ts";

const stage = setStage();
const scene = setScene(stage);

/** Runs a command of the command line on the data of the app, which goes on running. */
async function lockstep(...argv: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const exit = await main([...argv], {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    ...{ cwd: stage.app.dataDir, colour: false, width: 100, version: "0.0.0" },
    packageRoot: new URL("../../../", import.meta.url),
    online: () => Promise.resolve({ runPr, runServe, runSetup, runAuditVerify, runAuditExport }),
  });
  return { exit, ...said };
}

const data = () => ["--data", stage.app.dataDir];

/** Changes the database behind the app's back. */
function tamper(statement: string): void {
  const file = new Sqlite(`${stage.app.dataDir}/${databaseName}`);
  file.prepare(statement).run();
  file.close();
}

describe("the audit trail", () => {
  test("says who let it through, and why", async () => {
    await said(stage, scene.pull, "/lockstep waive log for 2d -- =cmd|' /C calc'!A1, \"quoted\"");
    await said(stage, scene.pull, "/lockstep waive log -- please", "carol");
    const { exit, stdout } = await lockstep("audit", "export", ...data());
    expect(exit).toBe(0);
    const entries = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.map(({ kind }) => kind)).toEqual(["verdict", "command", "waiver", "verdict", "command", "refusal"]);
    expect(entries[2]).toMatchObject({
      ...{ repository: "acme/harbour", number: 1, actor: "bob", head: scene.pull.head },
      detail: { subject: "log", as: "permission maintain", scope: "rule", reason: `=cmd|' /C calc'!A1, "quoted"` },
    });
    expect(entries[2]?.["delivery"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(entries[2]?.["policy-oids"]).toHaveLength(1);
    expect(entries[2]?.["digest"]).toMatch(/^[0-9a-f]{64}$/);
    expect(entries[3]).toMatchObject({ detail: { verdict: "waived", before: "fail", blocks: false } });
    expect(entries[5]).toMatchObject({ actor: "carol", detail: { command: "waive" } });

    const csv = (await lockstep("audit", "export", "--format", "csv", ...data())).stdout;
    expect(csv.split("\r\n")).toHaveLength(8);
    expect(csv).toMatch(/^id,at,kind,repository,number,actor,/);
    const nothing = await lockstep("audit", "export", "--since", "2999-01-01", ...data());
    expect(nothing).toMatchObject({ exit: 0, stdout: "" });
    const other = await lockstep("audit", "export", "--repository", "acme/other", ...data());
    expect(other.stdout).toBe("");
  });

  test("holds, and knows a hash it had before", async () => {
    await said(stage, scene.pull, "/lockstep waive log -- because of it");
    const { exit, stdout } = await lockstep("audit", "verify", ...data());
    expect([exit, stdout]).toEqual([0, expect.stringContaining("The trail holds: 4 entries")]);
    const hash = /hash: ([0-9a-f]{64})/.exec(stdout)?.[1] ?? "";
    await said(stage, scene.pull, "/lockstep unwaive log");
    expect((await lockstep("audit", "verify", "--expect", hash, ...data())).exit).toBe(0);
    tamper("delete from audit where id >= 4");
    const cut = await lockstep("audit", "verify", "--expect", hash, ...data());
    expect([cut.exit, cut.stdout]).toEqual([1, expect.stringContaining("its end was cut off")]);
  });

  test.each([
    ["a row that was changed", "update audit set entry = replace(entry, 'bob', 'rob') where id = 3", 3],
    ["a time that was changed", "update audit set at = at - 1 where id = 2", 2],
    ["a row that was removed", "delete from audit where id = 2", 3],
    ["a hash that was changed", "update audit set hash = 'x' where id = 2", 2],
    ["a row that cannot be read", "update audit set entry = '{' where id = 3", 3],
    ["a row that was put elsewhere", "update audit set id = 99 where id = 2", 3],
  ])("is broken by %s", async (_name, statement, id) => {
    await said(stage, scene.pull, "/lockstep waive log -- because of it");
    tamper(statement);
    const { exit, stdout } = await lockstep("audit", "verify", ...data());
    expect([exit, stdout]).toEqual([1, expect.stringContaining(`broken at entry ${id}`)]);
  });

  test("is not there where no server has been", async () => {
    const { exit, stderr } = await lockstep("audit", "verify", "--data", `${stage.app.dataDir}/none`);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("there is no database")]);
    const wrong = await lockstep("audit", "export", "--since", "yesterday", ...data());
    expect([wrong.exit, wrong.stderr]).toEqual([2, expect.stringContaining("is no day")]);
  });

  test("outlives the installation", async () => {
    await said(stage, scene.pull, "/lockstep waive log -- because of it");
    scene.repository.send("installation", { action: "deleted" });
    await stage.github.webhooks.idle();
    expect((await lockstep("audit", "verify", ...data())).stdout).toContain("4 entries");
  });
});

test("waivers are in the metrics", async () => {
  await said(stage, scene.pull, "/lockstep waive log -- because of it");
  const text = await (await fetch(`${stage.app.url}/metrics`)).text();
  expect(text).toContain("\nlockstep_waivers 1\n");
  expect(text).toMatch(/\nlockstep_waiver_oldest_seconds [0-9.]+\n/);
  expect(text).toContain('lockstep_decisions_total{kind="waiver"} 1');
  expect(text).toContain('lockstep_verdicts_total{gate="all",verdict="waived"} 1');
});
