import { setImmediate as giveWay } from "node:timers/promises";
import type { CompiledQuery } from "kysely";
import type { Store } from "../../pipeline/store.ts";
import type { StoreDatabase } from "./database.ts";

const rowsAtOnce = 1000;
const repositoriesAtOnce = 500;

/** The part of the store that forgets. */
export function forgetting(database: StoreDatabase): Pick<Store, "forgetInstallation" | "forgetBefore"> {
  const { db } = database;
  return {
    async forgetInstallation(installation, repositories) {
      const those = repositories ?? (await repositoriesOf(database, installation));
      const writes: CompiledQuery[] = [];
      for (let at = 0; at < those.length; at += repositoriesAtOnce) {
        const some = those.slice(at, at + repositoriesAtOnce);
        writes.push(db.deleteFrom("policy_memory").where("repository", "in", some).compile());
        if (repositories === undefined) continue;
        for (const table of tablesOfInstallations) {
          writes.push(
            db.deleteFrom(table).where("installation", "=", installation).where("repository", "in", some).compile(),
          );
        }
      }
      if (repositories === undefined) {
        for (const table of tablesOfInstallations) {
          writes.push(db.deleteFrom(table).where("installation", "=", installation).compile());
        }
      }
      await database.atomically(writes);
    },

    async forgetBefore(time) {
      const groups = db.deleteFrom("merge_group").where("created_at", "<", time).compile();
      const closed = db.deleteFrom("pull_request").where("open", "=", 0).where("updated_at", "<", time).compile();
      // Before the pull requests themselves, by which they are found.
      const decided = (["command_request", "decision"] as const).map((table) =>
        db
          .deleteFrom(table)
          .where((eb) =>
            eb.exists(
              eb
                .selectFrom("pull_request")
                .select("pull_request.number")
                .whereRef("pull_request.installation", "=", `${table}.installation`)
                .whereRef("pull_request.repository", "=", `${table}.repository`)
                .whereRef("pull_request.number", "=", `${table}.number`)
                .where("pull_request.open", "=", 0)
                .where("pull_request.updated_at", "<", time),
            ),
          )
          .compile(),
      );
      const few = await database.atomically([...decided, groups, closed]);
      const history = db.selectFrom("history").select("id").where("at", "<", time).limit(rowsAtOnce);
      const deliveries = db.selectFrom("delivery").select("id").where("received_at", "<", time).limit(rowsAtOnce);
      const many = [
        await untilNone(database, db.deleteFrom("history").where("id", "in", history).compile()),
        await untilNone(database, db.deleteFrom("delivery").where("id", "in", deliveries).compile()),
      ];
      return [...few, ...many].reduce((sum, rows) => sum + rows, 0);
    },
  };
}

/** Not the audit trail: it is there for good. */
const tablesOfInstallations = [
  "pull_request",
  "history",
  "merge_group",
  "delivery",
  "command_request",
  "decision",
  "repository",
] as const;

/** Repositories that anything was remembered of. What is remembered of a policy does not say whose installation it is. */
async function repositoriesOf({ db }: StoreDatabase, installation: number): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const table of tablesOfInstallations) {
    const rows = await db
      .selectFrom(table)
      .select("repository")
      .distinct()
      .where("installation", "=", installation)
      .execute();
    for (const { repository } of rows) if (repository !== null) found.add(repository);
  }
  return [...found];
}

/** In small pieces: SQLite deletes on the thread that answers GitHub. */
async function untilNone(database: StoreDatabase, removal: CompiledQuery): Promise<number> {
  for (let sum = 0; ; ) {
    const [rows = 0] = await database.atomically([removal]);
    sum += rows;
    if (rows < rowsAtOnce) return sum;
    await giveWay();
  }
}
