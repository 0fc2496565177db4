import type { ChainedEntry } from "./audit.ts";

/** Formats in which the trail is handed out. */
export const auditFormats = ["jsonl", "csv"] as const;

/** One of {@link auditFormats}. */
export type AuditFormat = (typeof auditFormats)[number];

const columns = [
  "id",
  "at",
  "kind",
  "repository",
  "number",
  "actor",
  "delivery",
  "policy-oids",
  "head",
  "digest",
  "detail",
  "installation",
  "previous",
  "hash",
] as const;

/** What stands above the entries; nothing for JSON lines. */
export function auditHeader(format: AuditFormat): string {
  return format === "csv" ? `${columns.join(",")}\r\n` : "";
}

/** An entry on a line of its own. */
export function auditLine(entry: ChainedEntry, format: AuditFormat): string {
  const row = rowOf(entry);
  if (format === "jsonl") return `${JSON.stringify(row)}\n`;
  return `${columns.map((column) => csvCell(row[column])).join(",")}\r\n`;
}

function rowOf(entry: ChainedEntry): Readonly<Record<(typeof columns)[number], unknown>> {
  const { id, at, kind, repository, number, actor, delivery, policyOids, head, digest, detail } = entry;
  return {
    ...{ id, at: new Date(at).toISOString(), kind, repository, number, actor: actor ?? null },
    ...{ delivery: delivery ?? null, "policy-oids": policyOids, head: head ?? null, digest: digest ?? null, detail },
    ...{ installation: entry.installation, previous: entry.previous, hash: entry.hash },
  };
}

/** A cell as RFC 4180 writes it. A text that a spreadsheet would take for a formula gets an apostrophe, as OWASP advises. */
function csvCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === "string" ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
