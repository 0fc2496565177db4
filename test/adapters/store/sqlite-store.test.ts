import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import Sqlite from "better-sqlite3";
import { openSqliteStore } from "../../../src/adapters/store/sqlite-store.ts";
import { UserError } from "../../../src/core/user-error.ts";
import type { PullRequestKey } from "../../../src/pipeline/job.ts";
import { describeStore } from "../../contracts/store.ts";
import { fullJudgement } from "../../contracts/store-values.ts";

let directory: string;
const newPath = () => join(directory, randomUUID(), "lockstep.sqlite");
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "lockstep-store-"));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

describeStore("SQLite in memory", () => openSqliteStore(":memory:"));
describeStore("SQLite in a file", () => openSqliteStore(newPath()));

const key: PullRequestKey = { kind: "pull-request", installation: 1, repository: "o/a", number: 1 };
const sighting = { key, open: true, draft: false, head: "h1", base: "main", updatedAt: 1000 };

/** Changes the file behind the back of the store. */
function change(path: string, sql: string, ...values: readonly string[]): void {
  const file = new Sqlite(path);
  file.prepare(sql).run(...values);
  file.close();
}

describe("a file", () => {
  test("keeps everything for the next opening", async () => {
    const path = newPath();
    const first = await openSqliteStore(path);
    await first.sight(sighting);
    await first.recordJudgement(key, fullJudgement);
    await first.close();
    const second = await openSqliteStore(path);
    expect((await second.pullRequest(key))?.judgement).toEqual(fullJudgement);
    await second.close();
  });

  test("is for nobody else to read", async () => {
    const path = newPath();
    await (await openSqliteStore(path)).close();
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test("may be opened and brought up to date by several at once", async () => {
    const path = newPath();
    const stores = await Promise.all([1, 2, 3].map(() => openSqliteStore(path)));
    await Promise.all(stores.map((store, index) => store.sight({ ...sighting, key: { ...key, number: index } })));
    expect(await stores[0]?.openPullRequests({ installation: 1 })).toHaveLength(3);
    await Promise.all(stores.map((store) => store.close()));
  });

  test("of a newer version is refused and left as it is", async () => {
    const path = newPath();
    await (await openSqliteStore(path)).close();
    change(path, "insert into store_migration (name, timestamp) values (?, ?)", "9999-later", "2030");
    await expect(openSqliteStore(path)).rejects.toThrow(
      expect.objectContaining({ code: "newer-database", message: expect.stringContaining("9999-later") }),
    );
  });

  test("that is no database is refused by name", async () => {
    const path = join(directory, "text");
    writeFileSync(path, "not a database, but long enough to be looked at as one".repeat(40));
    await expect(openSqliteStore(path)).rejects.toThrow(UserError);
    await expect(openSqliteStore(join(path, "below-a-file"))).rejects.toThrow(UserError);
  });
});

describe("what another version wrote", () => {
  const judgementAfter = async (text: string) => {
    const path = newPath();
    const store = await openSqliteStore(path);
    await store.sight(sighting);
    await store.recordJudgement(key, fullJudgement);
    change(path, "update pull_request set judgement = ?", text);
    const record = await store.pullRequest(key);
    await store.close();
    return record;
  };

  test.each(["", "{", "null", "[]", "{}", JSON.stringify({ ...fullJudgement, verdict: "splendid" })])(
    "and cannot be read is no judgement: %s",
    async (text) => {
      const record = await judgementAfter(text);
      expect(record).toMatchObject(sighting);
      expect(record).not.toHaveProperty("judgement");
    },
  );

  test("and has more fields is read without them", async () => {
    const record = await judgementAfter(JSON.stringify({ ...fullJudgement, later: true }));
    expect(record?.judgement).toEqual(fullJudgement);
  });

  test("never makes the history, policies or groups fail", async () => {
    const path = newPath();
    const store = await openSqliteStore(path);
    await store.sight(sighting);
    await store.recordJudgement(key, fullJudgement);
    await store.rememberPolicy("o/a", "main", { policyOids: [], organisation: false, documents: [], checks: [] });
    change(path, "update history set gates = ?, policy_oids = ?, verdict = ?", "[", "{}", "splendid");
    change(path, "update policy_memory set memory = ?", "{}");
    const [entry] = await store.history({ limit: 1 });
    expect(entry).toMatchObject({ key, gates: {}, policyOids: [], blocks: true });
    expect(entry?.verdict).toBeUndefined();
    expect(await store.policyMemory("o/a", "main")).toBeUndefined();
    await store.close();
  });
});
