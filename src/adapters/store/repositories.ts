import type { CompiledQuery } from "kysely";
import type { Store } from "../../pipeline/store.ts";
import type { StoreDatabase } from "./database.ts";

/** The part of the store that knows repositories by what never changes of them. */
export function repositories(database: StoreDatabase): Pick<Store, "recogniseRepository"> {
  const { db } = database;
  return {
    async recogniseRepository({ installation, id, name }) {
      const rows = await db
        .selectFrom("repository")
        .selectAll()
        .where("installation", "=", installation)
        .where((eb) => eb.or([eb("node_id", "=", id), eb("repository", "=", name)]))
        .execute();
      const own = rows.find(({ node_id }) => node_id === id);
      if (own?.repository === name) return false;
      const other = rows.find(({ node_id }) => node_id !== id);
      const called = (nodeId: string, repository: string) =>
        db
          .insertInto("repository")
          .values({ installation, node_id: nodeId, repository })
          .onConflict((conflict) => conflict.columns(["installation", "node_id"]).doUpdateSet({ repository }))
          .compile();
      await database.atomically([
        // A new one has the name of one that is called otherwise now: what is known of that waits until it is seen.
        ...(other === undefined
          ? []
          : [
              ...moved(database, installation, name, unseen(other.node_id)),
              called(other.node_id, unseen(other.node_id)),
            ]),
        ...(own === undefined ? [] : moved(database, installation, own.repository, name)),
        called(id, name),
      ]);
      return rows.length > 0;
    },
  };
}

/** Stands for the name of a repository whose present one is not known: GitHub has no such names. */
function unseen(nodeId: string): string {
  return `#${nodeId}`;
}

/** Gives what is known of a repository another name. What was begun under that gives way: it is younger, and is made again. */
function moved({ db }: StoreDatabase, installation: number, from: string, to: string): readonly CompiledQuery[] {
  const at = (repository: string) => ({ installation, repository });
  return [
    db
      .deleteFrom("pull_request")
      .where((eb) => eb.and(at(to)))
      .where(
        "number",
        "in",
        db
          .selectFrom("pull_request")
          .select("number")
          .where((eb) => eb.and(at(from))),
      )
      .compile(),
    db
      .deleteFrom("merge_group")
      .where((eb) => eb.and(at(to)))
      .where(
        "head",
        "in",
        db
          .selectFrom("merge_group")
          .select("head")
          .where((eb) => eb.and(at(from))),
      )
      .compile(),
    db
      .deleteFrom("policy_memory")
      .where("repository", "=", to)
      .where("base", "in", db.selectFrom("policy_memory").select("base").where("repository", "=", from))
      .compile(),
    db.updateTable("policy_memory").set({ repository: to }).where("repository", "=", from).compile(),
    ...(["pull_request", "merge_group", "history", "command_request", "decision"] as const).map((table) =>
      db
        .updateTable(table)
        .set({ repository: to })
        .where("installation", "=", installation)
        .where("repository", "=", from)
        .compile(),
    ),
  ];
}
