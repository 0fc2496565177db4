/** Events the app is sent; what else a sender claims is not worth a time series. */
const events: ReadonlySet<string> = new Set([
  "check_run",
  "check_suite",
  "github_app_authorization",
  "installation",
  "installation_repositories",
  "installation_target",
  "issue_comment",
  "merge_group",
  "ping",
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "push",
  "status",
  "workflow_run",
]);

/** Gates that mean the same everywhere. */
const gates: ReadonlySet<string> = new Set(["all", "G1", "G2", "G3", "G4", "G5"]);

const resources: ReadonlySet<string> = new Set(["core", "graphql", "search"]);

/** The event, or `other`. */
export function eventLabel(event: string): string {
  return events.has(event) ? event : "other";
}

/** `all`, `G1` to `G5`, or `other` for a gate of the policy's own. */
export function gateLabel(gate: string): string {
  return gates.has(gate) ? gate : "other";
}

/** The resource of a limit, or `other`. */
export function resourceLabel(resource: string): string {
  return resources.has(resource) ? resource : "other";
}

/** 204 as `2xx`; `none` when no answer came. */
export function statusClass(status: number | undefined): string {
  const first = Math.floor((status ?? 0) / 100);
  return first >= 1 && first <= 5 ? `${first}xx` : "none";
}
