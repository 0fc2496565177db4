import { quote } from "../../../core/quotation.ts";
import type { WorkflowRun } from "./runs.ts";

/** The run whose artifacts count; or why there is none, as the end of a sentence. */
export type RunChoice =
  | { readonly kind: "chosen"; readonly run: WorkflowRun }
  | { readonly kind: "awaited"; readonly why: string }
  | { readonly kind: "untrusted" | "unusable"; readonly run: WorkflowRun; readonly why: string };

/**
 * Events whose runs do what the workflow at the head says. `pull_request_target` and the like run on the base branch, and
 * by hand anybody who may write starts a run with inputs of their own.
 */
const events = new Set(["push", "pull_request"]);

/** Conclusions of a run that went to its end. One that was cancelled or timed out may have left a part of its reports. */
const ends = new Set<string | null>(["success", "failure"]);

/** Chooses among the runs on a commit the newest one of a workflow that can be evidence. While one goes on, none is. */
export function chooseRun(runs: readonly WorkflowRun[], workflow: string, repository: string): RunChoice {
  // GitHub writes `@` and a branch behind some paths.
  const own = runs.filter(({ path }) => path.split("@")[0] === workflow).sort(newestFirst);
  const counting = own.filter((run) => whyNot(run, repository) === undefined);
  const [newest] = counting;
  if (newest === undefined) {
    const [foreign] = own;
    if (foreign === undefined) return { kind: "awaited", why: `${quote(workflow)} has not run on this commit` };
    return { kind: "untrusted", run: foreign, why: whyNot(foreign, repository) ?? "" };
  }
  const going = counting.find(({ status }) => status !== "completed");
  if (going !== undefined) return { kind: "awaited", why: `run ${going.id} of ${quote(workflow)} has not ended` };
  if (!ends.has(newest.conclusion))
    return { kind: "unusable", run: newest, why: `the run ended as ${quote(newest.conclusion ?? "nothing")}` };
  return { kind: "chosen", run: newest };
}

function whyNot({ event, head_repository: home }: WorkflowRun, repository: string): string | undefined {
  if (!events.has(event)) return `it is of a run for the event ${quote(event)}, not for \`push\` or \`pull_request\``;
  if (home?.full_name !== repository) return "it is of a run for a fork, whose author could have written it";
  return undefined;
}

function newestFirst(a: WorkflowRun, b: WorkflowRun): number {
  const started = ({ run_started_at, created_at }: WorkflowRun) => Date.parse(run_started_at ?? created_at) || 0;
  return started(b) - started(a) || b.id - a.id;
}
