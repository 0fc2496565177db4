import { type ReportQuery, type ReportState, reportKey } from "../core/evidence/ci-report.ts";
import type { ReportSource } from "../core/evidence/report-source.ts";
import type { Need } from "../core/facts.ts";
import { readCiReport } from "../read/reports/read-report.ts";
import type { FactSource, FoundReport } from "./ports.ts";

/**
 * Fetches and reads the CI reports that are needed, each once per format; undefined when none is, or nothing is known of
 * any. What is not trusted is not even read.
 *
 * @param sources where reports come from, as the policy says, by their names
 */
export async function readReports(
  needs: readonly Need[],
  source: FactSource,
  sources: ReadonlyMap<string, ReportSource> = new Map(),
): Promise<ReadonlyMap<string, readonly ReportState[]> | undefined> {
  const queries = new Map<string, ReportQuery>();
  for (const need of needs) {
    if (need.fact !== "reports") continue;
    for (const report of need.names) {
      const query = { report, format: need.format };
      queries.set(reportKey(query), query);
    }
  }
  if (queries.size === 0) return undefined;
  const found = await source.reports(
    [...queries.values()].map((query) => ({ ...query, source: sources.get(query.report) })),
  );
  return found && new Map([...queries].map(([key, query]) => [key, (found.get(key) ?? []).map(stateFor(query))]));
}

function stateFor({ format }: ReportQuery): (found: FoundReport) => ReportState {
  return (found) => {
    if (found.state === "awaited") return found;
    const { origin, content, trusted, reason } = found;
    if (!trusted) return { state: "untrusted", origin, why: reason };
    if ("unread" in content) return { state: "unreadable", origin, why: content.unread };
    if ("report" in content) return { state: "read", origin, report: content.report };
    return { origin, ...readCiReport(content.text, format) };
  };
}
