import type { CheckPosting, Effect } from "../../core/plan.ts";
import type { Performed, Target } from "../../pipeline/host.ts";
import { actionsOf } from "./buttons.ts";
import { decodeCheckId, encodeCheckId } from "./check-id.ts";
import { type GitHubClient, type GraphQlError, RefusedError } from "./client.ts";
import { conclusionOf } from "./conclusion.ts";

interface CheckRun {
  readonly id: number;
  readonly node_id: string;
}

/**
 * Writes one effect by REST, after GraphQL refused it for the reason given. What REST refuses as well goes into
 * `refused` for a comment, which nobody's merge hangs on; a refused check rejects.
 */
export async function performByRest(
  client: GitHubClient,
  target: Target,
  effect: Effect,
  why: GraphQlError | undefined,
  { now, detailsUrl }: { readonly now: number; readonly detailsUrl?: string | undefined },
): Promise<Performed> {
  const [owner = "", repo = ""] = target.repository.split("/");
  switch (effect.kind) {
    case "create-check":
    case "update-check": {
      const { posting } = effect;
      const databaseId = effect.kind === "update-check" ? decodeCheckId(effect.id).databaseId : undefined;
      const body = { ...bodyOf(posting, now), ...(detailsUrl === undefined ? {} : { details_url: detailsUrl }) };
      const { data } =
        databaseId === undefined
          ? await client.rest<CheckRun>("POST /repos/{owner}/{repo}/check-runs", {
              ...{ owner, repo, head_sha: target.head, ...body },
              output: { ...body.output, annotations: annotationsOf(posting) },
            })
          : await client.rest<CheckRun>("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
              ...{ owner, repo, check_run_id: databaseId, ...body },
            });
      const id = encodeCheckId({ nodeId: data.node_id, databaseId: data.id });
      return { checkRuns: { [posting.name]: id }, refused: [] };
    }
    case "react":
      // What people wrote in a review has no reactions in REST; and a reaction is a courtesy.
      return { checkRuns: {}, refused: [`a reaction: ${why?.message ?? "no reason given"}`] };
    case "reply":
    case "create-comment":
    case "update-comment": {
      const number = target.pullRequest?.number;
      const isGone = effect.kind === "update-comment" && why?.type === "NOT_FOUND";
      if (number === undefined || (effect.kind === "update-comment" && !isGone)) return refusal(why);
      try {
        const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
        const parameters = { owner, repo, issue_number: number, body: effect.body };
        const { data } = await client.rest<{ node_id: string }>(route, parameters);
        return { checkRuns: {}, refused: [], ...(effect.kind === "reply" ? {} : { comment: data.node_id }) };
      } catch (error) {
        if (error instanceof RefusedError) return refusal({ message: error.message });
        throw error;
      }
    }
  }
}

function refusal(why: GraphQlError | undefined): Performed {
  return { checkRuns: {}, refused: [`the comment: ${why?.message ?? "no reason given"}`] };
}

function bodyOf(
  { name, standing, title, summary, digest, ...posting }: Omit<CheckPosting, "annotations">,
  now: number,
) {
  const conclusion = conclusionOf(standing)?.toLowerCase();
  const state =
    conclusion === undefined
      ? { status: "in_progress" }
      : { status: "completed", conclusion, completed_at: new Date(now).toISOString() };
  return { name, external_id: digest, ...state, output: { title, summary }, ...actionsOf(posting) };
}

function annotationsOf({ annotations }: CheckPosting) {
  return annotations.map(({ path, line, level, title, message }) => ({
    ...{ path, start_line: line, end_line: line, annotation_level: level, title, message },
  }));
}
