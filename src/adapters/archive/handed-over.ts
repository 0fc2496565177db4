import { type PackedCoverage, packCoverage, unpackCoverage } from "../../core/evidence/packed-coverage.ts";
import type { ArchiveReading } from "../../pipeline/ports.ts";

type Unread = Extract<ArchiveReading, { state: "unread" }>;
type ReadReport = Extract<ArchiveReading, { state: "read" }>["reports"][number];

/** What a thread hands over: the same as a reading, with coverage packed. */
export type HandedOver =
  | Unread
  | {
      readonly state: "read";
      readonly reports: readonly {
        readonly path: string;
        readonly content: ReadReport["content"] | { readonly packed: PackedCoverage };
      }[];
    };

/** A reading as it is handed over. */
export function handOver(reading: ArchiveReading): HandedOver {
  if (reading.state === "unread") return reading;
  const reports = reading.reports.map(({ path, content }) =>
    "report" in content && content.report.subject === "coverage"
      ? { path, content: { packed: packCoverage(content.report) } }
      : { path, content },
  );
  return { state: "read", reports };
}

/** What goes over without being copied. */
export function buffersOf(handed: HandedOver): readonly ArrayBuffer[] {
  if (handed.state === "unread") return [];
  return handed.reports.flatMap(({ content }) => {
    if (!("packed" in content)) return [];
    const { lines, branches } = content.packed;
    const arrays = [lines, branches].flatMap(({ keys, counts, ends, totals }) => [keys, counts, ends, totals]);
    return arrays.map(({ buffer }) => buffer as ArrayBuffer);
  });
}

/** The reading that was handed over. */
export function takeOver(handed: HandedOver): ArchiveReading {
  if (handed.state === "unread") return handed;
  const reports = handed.reports.map(({ path, content }): ReadReport => {
    return { path, content: "packed" in content ? { report: unpackCoverage(content.packed) } : content };
  });
  return { state: "read", reports };
}
