import type { ExpressionBuilder } from "kysely";
import * as z from "zod";
import type { Ending, KeptDecision } from "../../core/decision.ts";
import type { PullRequestKey } from "../../pipeline/job.ts";
import type { CommandRequest } from "../../pipeline/request.ts";
import type { DecisionStore } from "../../pipeline/store.ts";
import type { AuditTable } from "./audit-trail.ts";
import type { StoreDatabase } from "./database.ts";
import { parsed } from "./rows.ts";
import type { CommandRequestRow, DecisionRow, StoreSchema } from "./schema.ts";

/** The part of the store that knows what people asked for and decided. */
export function decisions(database: StoreDatabase, trail: AuditTable): DecisionStore {
  const { db } = database;
  const request = async (id: string): Promise<CommandRequest | undefined> => {
    const row = await db.selectFrom("command_request").selectAll().where("id", "=", id).executeTakeFirst();
    return row === undefined ? undefined : requestIn(row);
  };
  const isCaptured = async (id: string) =>
    (await db.selectFrom("command_request").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
  return {
    request,

    async capture(captured, audit) {
      const { id, key, state, at, ...rest } = captured;
      const { installation, repository, number } = key;
      if (await isCaptured(id)) return false;
      const row = { id, installation, repository, number, state, at, request: JSON.stringify(rest), answer: null };
      try {
        await trail.write([db.insertInto("command_request").values(row).compile()], audit);
        return true;
      } catch (error) {
        // The same delivery twice at once: one of them was first.
        if (await isCaptured(id)) return false;
        throw error;
      }
    },

    async openRequests(key) {
      const rows = await db
        .selectFrom("command_request")
        .selectAll()
        .where(isAbout(key))
        .where("state", "!=", "answered")
        .orderBy("at")
        .orderBy("id")
        .execute();
      return rows.flatMap((row) => requestIn(row) ?? []);
    },

    async settle(key, { answers, decisions: made, endings, audit }) {
      const { installation, repository, number } = key;
      await trail.write(
        [
          ...answers.map(({ id, answer }) =>
            db
              .updateTable("command_request")
              .set({ state: "decided", answer: JSON.stringify(answer) })
              .where("id", "=", id)
              .compile(),
          ),
          ...made.map((decision) =>
            db
              .insertInto("decision")
              .values({
                ...{ id: decision.id, installation, repository, number, kind: decision.kind, at: decision.at },
                ...{ decision: JSON.stringify(decision), ending: null },
              })
              .onConflict((conflict) => conflict.column("id").doNothing())
              .compile(),
          ),
          ...endings.map(({ id, ending }) =>
            db
              .updateTable("decision")
              .set({ ending: JSON.stringify(ending) })
              .where("id", "=", id)
              .where("ending", "is", null)
              .compile(),
          ),
        ],
        audit,
      );
    },

    async markAnswered(ids) {
      if (ids.length === 0) return;
      await db.updateTable("command_request").set({ state: "answered" }).where("id", "in", ids).execute();
    },

    async decisions(key) {
      const rows = await db
        .selectFrom("decision")
        .selectAll()
        .where(isAbout(key))
        .orderBy("at")
        .orderBy("id")
        .execute();
      return rows.flatMap((row) => decisionIn(row) ?? []);
    },

    async waivers() {
      const row = await db
        .selectFrom("decision")
        // PostgreSQL counts in texts, and there is no least of nothing.
        .select((eb) => [
          eb.fn.countAll<number | string>().as("active"),
          eb.fn.min<number | string | null>("at").as("oldest"),
        ])
        .where("kind", "=", "waiver")
        .where("ending", "is", null)
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom("pull_request")
              .select("pull_request.number")
              .whereRef("pull_request.installation", "=", "decision.installation")
              .whereRef("pull_request.repository", "=", "decision.repository")
              .whereRef("pull_request.number", "=", "decision.number")
              .where("pull_request.open", "=", 1),
          ),
        )
        .executeTakeFirstOrThrow();
      return { active: Number(row.active), oldestAt: row.oldest === null ? undefined : Number(row.oldest) };
    },
  };
}

function isAbout({ installation, repository, number }: PullRequestKey) {
  return (eb: ExpressionBuilder<StoreSchema, "command_request" | "decision">) =>
    eb.and({ installation, repository, number });
}

const requestSchema = z.object({
  place: z.enum(["comment", "review", "line-comment", "button"]),
  actor: z.string(),
  delivery: z.exactOptional(z.string()),
  url: z.exactOptional(z.string()),
  seen: z.exactOptional(z.object({ head: z.string(), base: z.string() })),
  commands: z.array(z.object({ name: z.string(), rest: z.string(), written: z.string(), tooLong: z.boolean() })),
  late: z.boolean(),
});
const answerSchema = z.object({
  reaction: z.enum(["+1", "-1", "confused"]),
  text: z.exactOptional(z.string()),
});
const states = z.enum(["captured", "decided", "answered"]);

function keyIn({ installation, repository, number }: CommandRequestRow | DecisionRow): PullRequestKey {
  return { kind: "pull-request", installation, repository, number };
}

/** A request that another version wrote in a form that is not known is left alone. */
function requestIn(row: CommandRequestRow): CommandRequest | undefined {
  const request = parsed(requestSchema, row.request);
  const state = states.safeParse(row.state).data;
  const answer = parsed(answerSchema, row.answer);
  if (request === undefined || state === undefined) return undefined;
  return { id: row.id, key: keyIn(row), at: row.at, state, ...request, ...(answer === undefined ? {} : { answer }) };
}

const decided = {
  ...{ id: z.string(), by: z.string(), as: z.string(), at: z.number(), reason: z.string() },
  url: z.exactOptional(z.string()),
  // Written before it was kept: of no branch, and so it holds for none.
  base: z.string().default(""),
  coverage: z.record(z.string(), z.string()),
};
const decisionSchema = z.discriminatedUnion("kind", [
  z.object({
    ...decided,
    kind: z.literal("waiver"),
    scope: z.enum(["rule", "gate"]),
    ...{ subject: z.string(), asks: z.string(), until: z.number() },
  }),
  z.object({ ...decided, kind: z.literal("attestation"), subject: z.string(), until: z.number() }),
  z.object({ ...decided, kind: z.literal("approval"), subject: z.string() }),
  z.object({ ...decided, kind: z.literal("hold"), subject: z.literal("") }),
]);
const endingSchema: z.ZodType<Ending> = z.object({
  how: z.enum(["withdrawn", "expired", "lapsed"]),
  ...{ why: z.string(), at: z.number() },
});

/** A decision that cannot be read sets nothing aside. */
function decisionIn(row: DecisionRow): KeptDecision | undefined {
  const decision = parsed(decisionSchema, row.decision);
  if (decision === undefined) return undefined;
  if (row.ending === null) return decision;
  const ended = parsed(endingSchema, row.ending);
  return { ...decision, ended: ended ?? { how: "withdrawn", why: "it cannot be read any more", at: 0 } };
}
