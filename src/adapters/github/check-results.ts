import type { CheckResult } from "../../core/pull-request.ts";
import type { Context } from "./look-answer.ts";

/** Results of others' checks and statuses, in the words of a check run. Our own are left out: no rule may wait for itself. */
export function checkResultsOf(
  contexts: readonly (Context | null)[],
  ours: ReadonlySet<number>,
): readonly CheckResult[] {
  return contexts.flatMap((context): CheckResult[] => {
    if (context === null) return [];
    if (context.__typename === "StatusContext") return [fromStatus(context.context, context.state)];
    const { databaseId, name, status, conclusion } = context;
    if (typeof databaseId === "number" && ours.has(databaseId)) return [];
    if (status === "COMPLETED") return [{ name, status: "completed", conclusion: conclusion?.toLowerCase() }];
    return [{ name, status: status === "IN_PROGRESS" ? "in_progress" : "queued", conclusion: undefined }];
  });
}

function fromStatus(name: string, state: string): CheckResult {
  switch (state) {
    case "SUCCESS":
      return { name, status: "completed", conclusion: "success" };
    case "PENDING":
    case "EXPECTED":
      return { name, status: "in_progress", conclusion: undefined };
    default:
      return { name, status: "completed", conclusion: "failure" };
  }
}
