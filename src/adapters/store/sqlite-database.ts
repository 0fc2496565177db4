import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { UserError } from "../../core/user-error.ts";
import type { StoreDatabase } from "./database.ts";
import type { StoreSchema } from "./schema.ts";

const timeoutMs = 2000;

/** Opens a file as a database of the store, making it and its directory where they are missing; `:memory:` is a database without a file. Rejects with a UserError when it cannot be one. */
export async function openSqliteDatabase(path: string): Promise<StoreDatabase> {
  const file = await openFile(path);
  const db = new Kysely<StoreSchema>({ dialect: new SqliteDialect({ database: file }) });
  return {
    db,
    serial: "integer",
    // In one go, without giving way: the queue writes to the same file over its own connection and waits for a lock by
    // blocking this thread, so a transaction that awaits could never end.
    atomically(writes) {
      const run = file.transaction(() =>
        writes.map(({ sql, parameters }) => file.prepare(sql).run(...parameters).changes),
      );
      return Promise.resolve().then(() => run.immediate());
    },
    async alone(work) {
      await whenFree(file, "begin immediate");
      try {
        const result = await work();
        file.exec("commit");
        return result;
      } catch (error) {
        if (file.inTransaction) file.exec("rollback");
        throw error;
      }
    },
  };
}

async function openFile(path: string): Promise<Sqlite.Database> {
  try {
    if (path !== ":memory:") makeFile(path);
    const file = new Sqlite(path, { timeout: timeoutMs });
    await whenFree(file, "pragma journal_mode = WAL");
    // A killed process loses nothing that was committed. A power cut may cost the last commits but never breaks the file,
    // and what the store loses is looked up again; the queue, which cannot, waits for the disk.
    file.pragma("synchronous = NORMAL");
    file.pragma("foreign_keys = ON");
    return file;
  } catch (error) {
    throw new UserError(
      "unusable-database",
      `${path} cannot be used as a database: ${error instanceof Error ? error.message : String(error)}.`,
      "Name a directory that can be written to, on a local disk, and a file that is a database of Lockstep or does not exist yet.",
    );
  }
}

/** It tells of private repositories: for nobody else to read. */
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
}

/** Takes a lock without blocking the thread: whoever holds it may be waiting for this very thread. */
async function whenFree(file: Sqlite.Database, statement: string): Promise<void> {
  file.pragma("busy_timeout = 0");
  for (let tries = 1; ; tries += 1) {
    try {
      file.exec(statement);
      break;
    } catch (error) {
      if (!isBusy(error) || tries === 500) throw error;
      await wait(20);
    }
  }
  file.pragma(`busy_timeout = ${timeoutMs}`);
}

function isBusy(error: unknown): boolean {
  const { code } = Object(error) as { readonly code?: unknown };
  return typeof code === "string" && code.startsWith("SQLITE_BUSY");
}
