import type { Need } from "./facts.ts";

/** What an evaluation looked at beside the files. An event about anything else cannot change its outcome. */
export interface Attention {
  readonly title: boolean;
  readonly description: boolean;
  readonly labels: boolean;
  /** Reviews, which may be approvals. */
  readonly reviews: boolean;
  /** CI reports, which come with runs of workflows. */
  readonly reports: boolean;
  /** Names of checks that matter. */
  readonly checks: readonly string[];
}

/** What an evaluation with these needs looks at. */
export function attentionOf(needs: readonly Need[]): Attention {
  const looksAt = (fact: Need["fact"]) => needs.some((need) => need.fact === fact);
  return {
    title: looksAt("title"),
    description: looksAt("description"),
    labels: looksAt("labels"),
    reviews: looksAt("approvals"),
    reports: looksAt("reports"),
    checks: [...new Set(needs.flatMap((need) => (need.fact === "checks" ? need.names : [])))],
  };
}

/** Paths of the documents among the needs, each once. */
export function documentsOf(needs: readonly Need[]): readonly string[] {
  return [...new Set(needs.flatMap((need) => (need.fact === "document" ? need.path : [])))];
}
