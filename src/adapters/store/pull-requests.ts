import type { ExpressionBuilder } from "kysely";
import type { PullRequestKey } from "../../pipeline/job.ts";
import type { Judgement, PullRequestRecord, Store } from "../../pipeline/store.ts";
import type { AuditTable } from "./audit-trail.ts";
import type { StoreDatabase } from "./database.ts";
import { judgementText, pullRequestRecord, sightingRow } from "./rows.ts";
import type { StoreSchema } from "./schema.ts";

type PullRequestPart = Pick<
  Store,
  "sight" | "pullRequest" | "pullRequestsAt" | "openPullRequests" | "wantRenewal" | "recordJudgement"
>;

/** The part of the store that knows pull requests. */
export function pullRequests(database: StoreDatabase, trail: AuditTable): PullRequestPart {
  const { db } = database;
  const known = async (key: PullRequestKey): Promise<PullRequestRecord | undefined> => {
    const row = await db.selectFrom("pull_request").selectAll().where(isKey(key)).executeTakeFirst();
    return row === undefined ? undefined : pullRequestRecord(row);
  };
  return {
    pullRequest: known,

    async sight(sighting) {
      // GitHub's time has whole seconds: of two sightings in one second, the one that comes later wins. If they came in the
      // wrong order, the look that each of them asks for comes later still and has the same time or a newer one.
      const row = await db
        .insertInto("pull_request")
        .values(sightingRow(sighting))
        .onConflict((conflict) =>
          conflict
            .columns(["installation", "repository", "number"])
            .doUpdateSet((eb) => ({
              open: eb.ref("excluded.open"),
              draft: eb.ref("excluded.draft"),
              head: eb.ref("excluded.head"),
              base: eb.ref("excluded.base"),
              updated_at: eb.ref("excluded.updated_at"),
              changed_files: eb.fn.coalesce(
                "excluded.changed_files",
                eb
                  .case()
                  .when("pull_request.head", "=", eb.ref("excluded.head"))
                  .then(eb.ref("pull_request.changed_files"))
                  .end(),
              ),
            }))
            .whereRef("excluded.updated_at", ">=", "pull_request.updated_at"),
        )
        .returningAll()
        .executeTakeFirst();
      if (row !== undefined) return pullRequestRecord(row);
      return (await known(sighting.key)) ?? { ...sighting, renewalWanted: false };
    },

    async pullRequestsAt(repository, head) {
      const rows = await db
        .selectFrom("pull_request")
        .selectAll()
        .where("repository", "=", repository)
        .where("head", "=", head)
        .where("open", "=", 1)
        .orderBy("number")
        .execute();
      return rows.map(pullRequestRecord);
    },

    async openPullRequests({ installation, repository, base }) {
      const rows = await db
        .selectFrom("pull_request")
        .selectAll()
        .where("installation", "=", installation)
        .where("open", "=", 1)
        .$if(repository !== undefined, (query) => query.where("repository", "=", repository ?? ""))
        .$if(base !== undefined, (query) => query.where("base", "=", base ?? ""))
        .orderBy("number")
        .orderBy("repository")
        .execute();
      return rows.map(pullRequestRecord);
    },

    async wantRenewal(repository, head) {
      const rows = await db
        .updateTable("pull_request")
        .set({ renewal_wanted: 1 })
        .where("repository", "=", repository)
        .where("head", "=", head)
        .where("open", "=", 1)
        .returningAll()
        .execute();
      return rows.map(pullRequestRecord).sort((a, b) => a.key.number - b.key.number);
    },

    async recordJudgement(key, judgement, audit = []) {
      const writes = [
        historyLine(database, key, judgement),
        db
          .updateTable("pull_request")
          .set({ judgement: judgementText(judgement), renewal_wanted: 0 })
          .where(isKey(key))
          .compile(),
      ];
      await trail.write(writes, audit);
    },
  };
}

function isKey({ installation, repository, number }: PullRequestKey) {
  return (eb: ExpressionBuilder<StoreSchema, "pull_request">) => eb.and({ installation, repository, number });
}

/** Only for a pull request that is known: an installation may have been forgotten while it was judged. */
function historyLine({ db }: StoreDatabase, key: PullRequestKey, judgement: Judgement) {
  return db
    .insertInto("history")
    .columns([
      "installation",
      "repository",
      "number",
      "head",
      "policy_oids",
      "verdict",
      "blocks",
      "gates",
      "at",
      "duration_ms",
      "evaluation_ms",
    ])
    .expression((eb) => {
      // A bare parameter in a select list has no type in PostgreSQL.
      const text = (value: string | null) => eb.cast<string>(eb.val(value), "text");
      const whole = (value: number) => eb.cast<number>(eb.val(value), "bigint");
      const real = (value: number) => eb.cast<number>(eb.val(value), "double precision");
      return eb
        .selectFrom("pull_request")
        .where(isKey(key))
        .select([
          "installation",
          "repository",
          "number",
          text(judgement.head).as("head"),
          text(JSON.stringify(judgement.policyOids)).as("policy_oids"),
          text(judgement.verdict ?? null).as("verdict"),
          eb.cast<number>(eb.val(Number(judgement.blocks)), "integer").as("blocks"),
          text(JSON.stringify(judgement.gates)).as("gates"),
          whole(judgement.at).as("at"),
          real(judgement.durationMs).as("duration_ms"),
          real(judgement.evaluationMs).as("evaluation_ms"),
        ]);
    })
    .compile();
}
