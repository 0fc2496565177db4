import { join, resolve } from "node:path";
import { openSqliteTrail } from "../adapters/store/sqlite-trail.ts";
import type { AuditExportOptions, AuditVerifyOptions, ExitStatus, Io } from "../cli/io.ts";
import { UserError } from "../core/user-error.ts";
import { AuditVerifier, type ChainedEntry } from "../pipeline/audit.ts";
import { auditHeader, auditLine } from "../pipeline/audit-export.ts";
import { databaseName } from "../pipeline/store.ts";

/** Entries read at once. */
const pageSize = 1_000;

/** `lockstep audit verify`: follows the chain of the audit trail from its first entry to its last. */
export async function runAuditVerify(options: AuditVerifyOptions, io: Io): Promise<ExitStatus> {
  const verifier = new AuditVerifier();
  const expected = options.expect?.toLowerCase();
  let isFound = expected === undefined;
  let last: ChainedEntry | undefined;
  for await (const entry of entriesIn(options.data, io)) {
    const broken = verifier.follow(entry);
    if (broken !== undefined) {
      const what = `${entry.kind} of ${new Date(entry.at).toISOString()} in ${entry.repository}#${entry.number}`;
      io.stdout(`The trail is broken at entry ${broken.id} (${what}): ${broken.why}.\n`);
      return 1;
    }
    if (entry.hash === expected) isFound = true;
    last = entry;
  }
  if (!isFound) {
    io.stdout(`The chain holds, but no entry has the hash ${expected}: its end was cut off, or it was written anew.\n`);
    return 1;
  }
  if (last === undefined) io.stdout("The trail is empty.\n");
  else {
    io.stdout(`The trail holds: ${last.id} entries, the last of ${new Date(last.at).toISOString()}.\n`);
    io.stdout(`Its hash: ${last.hash}\n`);
    io.stderr(
      "Keep the hash elsewhere and give it with --expect the next time: then a cut-off end is found as well.\n",
    );
  }
  return 0;
}

/** `lockstep audit export`: hands the trail out. */
export async function runAuditExport(options: AuditExportOptions, io: Io): Promise<ExitStatus> {
  const since = options.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(options.since);
  if (Number.isNaN(since) || (options.since !== undefined && !/^\d{4}-\d{2}-\d{2}/.test(options.since))) {
    throw new UserError(
      "since",
      `--since: "${options.since}" is no day and no time`,
      "Write 2026-11-21 or 2026-11-21T09:00Z.",
    );
  }
  io.stdout(auditHeader(options.format));
  for await (const entry of entriesIn(options.data, io)) {
    if (entry.at < since) continue;
    if (options.repository !== undefined && entry.repository !== options.repository) continue;
    io.stdout(auditLine(entry, options.format));
  }
  return 0;
}

/** All entries in order, a page at a time: a trail can be long. */
async function* entriesIn(given: string | undefined, io: Io): AsyncGenerator<ChainedEntry> {
  const directory = resolve(io.cwd, given ?? process.env["DATA_DIR"] ?? "data");
  const trail = openSqliteTrail(join(directory, databaseName));
  try {
    for (let after = 0; ; ) {
      const page = await trail.audit({ after, limit: pageSize });
      yield* page;
      const end = page.at(-1);
      if (end === undefined) return;
      after = end.id;
    }
  } finally {
    await trail.close();
  }
}
