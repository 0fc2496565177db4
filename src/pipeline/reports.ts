import { type ReportQuery, type ReportState, reportKey } from "../core/evidence/ci-report.ts";
import type { Need } from "../core/facts.ts";
import { readCiReport } from "../read/reports/read-report.ts";
import type { FactSource, FoundReport } from "./ports.ts";

/**
 * Fetches and reads the CI reports that are needed, each once per format; undefined when none is, or nothing is known of
 * any. What is not trusted is not even read.
 */
export async function readReports(
  needs: readonly Need[],
  source: FactSource,
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
  const found = await source.reports([...new Set([...queries.values()].map(({ report }) => report))]);
  return (
    found && new Map([...queries].map(([key, query]) => [key, (found.get(query.report) ?? []).map(stateFor(query))]))
  );
}

function stateFor({ format }: ReportQuery): (found: FoundReport) => ReportState {
  return ({ origin, content, trusted, reason }) => {
    if (!trusted) return { state: "untrusted", origin, why: reason };
    if ("unread" in content) return { state: "unreadable", origin, why: content.unread };
    return { origin, ...readCiReport(content.text, format) };
  };
}
