import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { UserError } from "../../core/user-error.ts";
import type { Clock } from "../../pipeline/ports.ts";

/** Every change of the tables, in order. A released one is never edited: add another. */
const versions: readonly string[] = [
  `create table queue_job (
    key text primary key,
    installation integer not null,
    priority integer not null,
    due_at integer not null,
    wished_at integer not null,
    attempts integer not null,
    crashes integer not null,
    barred_until integer not null,
    token text,
    lease_until integer,
    next_at integer,
    next_priority integer,
    next_wished_at integer,
    last_error text,
    dead_at integer
  ) strict, without rowid;
  create index queue_job_due on queue_job (priority, due_at, installation, crashes) where token is null and dead_at is null;
  create index queue_job_installation on queue_job (installation, priority, due_at, crashes) where token is null and dead_at is null;
  create index queue_job_running on queue_job (lease_until, crashes) where token is not null;
  create index queue_job_dead on queue_job (dead_at) where dead_at is not null;
  create table queue_pause (installation integer primary key, until integer not null, why text not null) strict;`,
];

/** True for an error that says another connection is writing. */
export function isBusy(error: unknown): boolean {
  const { code } = Object(error) as { readonly code?: unknown };
  return typeof code === "string" && code.startsWith("SQLITE_BUSY");
}

/**
 * Opens the file of a queue, which may be that of the store, and makes what is missing. Rejects with a UserError when it
 * cannot be used or is from a newer version.
 */
export async function openQueueFile(path: string, clock: Clock): Promise<Sqlite.Database> {
  for (let tries = 1; ; tries += 1) {
    try {
      return open(path);
    } catch (error) {
      if (error instanceof UserError) throw error;
      if (!isBusy(error) || tries === 100) throw unusable(path, error);
      // Not by blocking: whoever writes may be waiting for this thread.
      await clock.wait(100);
    }
  }
}

function open(path: string): Sqlite.Database {
  if (path !== ":memory:") {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, "a", 0o600));
  }
  const file = new Sqlite(path, { timeout: 100 });
  try {
    file.pragma("journal_mode = WAL");
    file.transaction(bringUpToDate).immediate(file);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

function bringUpToDate(file: Sqlite.Database): void {
  file.exec("create table if not exists queue_version (version integer not null) strict");
  const version = file.prepare<[], number>("select version from queue_version").pluck().get() ?? 0;
  if (version > versions.length) {
    throw new UserError(
      "newer-database",
      `The queue was written by a newer version of Lockstep (${version}; this one knows ${versions.length}).`,
      "Start that version again, or restore the database from before the upgrade.",
    );
  }
  if (version === versions.length) return;
  for (const change of versions.slice(version)) file.exec(change);
  file.exec("delete from queue_version");
  file.prepare("insert into queue_version (version) values (?)").run(versions.length);
}

function unusable(path: string, error: unknown): UserError {
  return new UserError(
    "unusable-database",
    `${path} cannot be used for the queue: ${error instanceof Error ? error.message : String(error)}.`,
    "Name a directory that can be written to, on a local disk, and a file that is a database of Lockstep or does not exist yet.",
  );
}
