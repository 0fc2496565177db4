import type { SecurityReport } from "../../core/evidence/security.ts";
import { isObject, listOf, objectOf, own, textOf } from "./json.ts";
import { draftSecurity, severityOfWord } from "./security-draft.ts";
import { unreadable } from "./unreadable.ts";

/** Whether a value is a dependency review with anything in it. An empty list says nothing about who wrote it. */
export function isDependencyReview(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((change) => isObject(change) && "change_type" in change)
  );
}

/**
 * Reads GitHub's dependency review, as `GET /repos/{owner}/{repo}/dependency-graph/compare/{basehead}` answers: the
 * vulnerabilities of what the change adds. Those of what it removes do not count.
 */
export function readDependencyReview(value: unknown): SecurityReport {
  const draft = draftSecurity();
  for (const item of listOf(value, "it")) {
    const change = objectOf(item, "a change");
    const type = own(change, "change_type");
    if (type === "removed") continue;
    if (type !== "added") unreadable("it has a change that is neither added nor removed");
    const where = [own(change, "name"), own(change, "version")].filter((part) => typeof part === "string").join(" ");
    for (const each of listOf(own(change, "vulnerabilities"), '"vulnerabilities" of a change')) {
      const vulnerability = objectOf(each, "a vulnerability");
      const rule = textOf(own(vulnerability, "advisory_ghsa_id")) ?? "an advisory without a name";
      draft.add(severityOfWord(textOf(own(vulnerability, "severity"))), rule, where);
    }
  }
  return draft.report();
}
