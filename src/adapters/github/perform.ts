import type { CheckPosting, Effect } from "../../core/plan.ts";
import type { Performed, Target } from "../../pipeline/host.ts";
import { actionsOf } from "./buttons.ts";
import { decodeCheckId, encodeCheckId } from "./check-id.ts";
import { type GitHubClient, type GraphQlError, RefusedError } from "./client.ts";
import { conclusionOf } from "./conclusion.ts";
import { performByRest } from "./perform-by-rest.ts";

/** A field of the mutation: its alias, its type of input and what it answers. */
interface Field {
  readonly effect: Effect;
  readonly name: "createCheckRun" | "updateCheckRun" | "addComment" | "updateIssueComment" | "addReaction";
  readonly input: Readonly<Record<string, unknown>>;
}

const selections: Readonly<Record<Field["name"], string>> = {
  createCheckRun: "{ checkRun { id databaseId } }",
  updateCheckRun: "{ checkRun { id databaseId } }",
  addComment: "{ commentEdge { node { id } } }",
  updateIssueComment: "{ issueComment { id } }",
  addReaction: "{ reaction { content } }",
};

interface FieldAnswer {
  readonly checkRun?: { readonly id: string; readonly databaseId: number | null } | null;
  readonly commentEdge?: { readonly node: { readonly id: string } | null } | null;
  readonly issueComment?: { readonly id: string } | null;
}

/** All effects as one mutation. Content travels in variables only. */
export function mutationFor(
  target: Target,
  effects: readonly Effect[],
  options: { readonly now: number; readonly detailsUrl?: string | undefined },
): {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly fields: readonly Field[];
} {
  const fields = effects.map((effect) => fieldFor(target, effect, options));
  const parameters = fields.map(
    ({ name }, index) => `$i${index}: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`,
  );
  const body = fields.map(({ name }, index) => `  e${index}: ${name}(input: $i${index}) ${selections[name]}`);
  return {
    document: `mutation Publish(${parameters.join(", ")}) {\n${body.join("\n")}\n}`,
    variables: Object.fromEntries(fields.map(({ input }, index) => [`i${index}`, input])),
    fields,
  };
}

function fieldFor(
  target: Target,
  effect: Effect,
  { now, detailsUrl }: { readonly now: number; readonly detailsUrl?: string | undefined },
): Field {
  const { repositoryId, head, pullRequest } = target;
  switch (effect.kind) {
    case "create-check": {
      const { posting } = effect;
      const annotations = posting.annotations.map(({ path, line, level, title, message }) => ({
        ...{ path, location: { startLine: line, endLine: line }, annotationLevel: level.toUpperCase(), title, message },
      }));
      const input = {
        ...{ repositoryId, headSha: head, name: posting.name, ...stateOf(posting, now) },
        ...(detailsUrl === undefined ? {} : { detailsUrl }),
        output: { title: posting.title, summary: posting.summary, ...(annotations.length > 0 && { annotations }) },
        ...actionsOf(posting),
      };
      return { effect, name: "createCheckRun", input };
    }
    case "update-check": {
      const { posting } = effect;
      const input = {
        ...{ repositoryId, checkRunId: decodeCheckId(effect.id).nodeId, ...stateOf(posting, now) },
        // Without annotations: GitHub adds them to those that are there and never replaces any.
        output: { title: posting.title, summary: posting.summary },
        ...actionsOf(posting),
      };
      return { effect, name: "updateCheckRun", input };
    }
    case "create-comment":
      return { effect, name: "addComment", input: { subjectId: pullRequest?.id, body: effect.body } };
    case "update-comment":
      return { effect, name: "updateIssueComment", input: { id: effect.id, body: effect.body } };
    case "reply":
      return { effect, name: "addComment", input: { subjectId: pullRequest?.id, body: effect.body } };
    case "react": {
      const content = reactionContent[effect.reaction];
      return { effect, name: "addReaction", input: { subjectId: effect.subject, content } };
    }
  }
}

const reactionContent = { eyes: "EYES", "+1": "THUMBS_UP", "-1": "THUMBS_DOWN", confused: "CONFUSED" } as const;

function stateOf({ standing, digest }: CheckPosting, now: number) {
  const conclusion = conclusionOf(standing);
  if (conclusion === undefined) return { externalId: digest, status: "IN_PROGRESS" };
  return { externalId: digest, status: "COMPLETED", conclusion, completedAt: new Date(now).toISOString() };
}

/**
 * Writes all effects in one request. What GitHub refuses in it is written by REST, one by one; a comment that is gone is
 * written anew. A write whose answer was lost is never repeated: LostAnswerError goes to the caller.
 */
export async function performEffects(
  client: GitHubClient,
  target: Target,
  effects: readonly Effect[],
  options: { readonly now: number; readonly detailsUrl?: string | undefined },
): Promise<Performed> {
  const { document, variables, fields } = mutationFor(target, effects, options);
  const { data, errors } = await client
    .graphql<Readonly<Record<string, FieldAnswer | null>>>(document, variables)
    .catch((error: unknown) => {
      if (error instanceof RefusedError) return { data: undefined, errors: [] as readonly GraphQlError[] };
      throw error;
    });
  let performed: Performed = { checkRuns: {}, refused: [] };
  for (const [index, { effect }] of fields.entries()) {
    const answer = data?.[`e${index}`];
    if (answer === undefined || answer === null) {
      const why = errors.find(({ path }) => path?.[0] === `e${index}`);
      performed = merged(performed, await performByRest(client, target, effect, why, options));
    } else {
      performed = merged(performed, whatItMade(effect, answer));
    }
  }
  return performed;
}

function whatItMade(effect: Effect, { checkRun, commentEdge, issueComment }: FieldAnswer): Performed {
  // The one comment is remembered; answers are not.
  const comment = effect.kind === "reply" ? undefined : (commentEdge?.node?.id ?? issueComment?.id);
  const isCheck = effect.kind === "create-check" || effect.kind === "update-check";
  return {
    checkRuns:
      isCheck && checkRun
        ? {
            [effect.posting.name]: encodeCheckId({ nodeId: checkRun.id, databaseId: checkRun.databaseId ?? undefined }),
          }
        : {},
    ...(comment === undefined ? {} : { comment }),
    refused: [],
  };
}

function merged(a: Performed, b: Performed): Performed {
  return { ...a, ...b, checkRuns: { ...a.checkRuns, ...b.checkRuns }, refused: [...a.refused, ...b.refused] };
}
