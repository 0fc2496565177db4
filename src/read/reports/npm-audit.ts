import type { SecurityReport } from "../../core/evidence/security.ts";
import { isObject, objectOf, own, textOf } from "./json.ts";
import { draftSecurity, severityOfWord } from "./security-draft.ts";
import { unreadable } from "./unreadable.ts";

/** Whether a value is what `npm audit --json` prints, npm 6 included; its message that it failed is one too. */
export function isNpmAudit(value: unknown): boolean {
  if (!isObject(value)) return false;
  const has = (key: string) => isObject(own(value, key));
  return "auditReportVersion" in value || (has("advisories") && has("metadata")) || (has("error") && !has("runs"));
}

/**
 * Reads what `npm audit --json` prints: one finding per vulnerable package, as npm counts, or per advisory for npm 6. The
 * totals in `metadata` are not looked at.
 */
export function readNpmAudit(value: unknown): SecurityReport {
  const audit = objectOf(value, "it");
  if (own(audit, "error") !== undefined) unreadable("npm audit says that it failed");
  const draft = draftSecurity();
  const found = own(audit, "vulnerabilities") ?? own(audit, "advisories");
  for (const [name, entry] of Object.entries(objectOf(found, "what it found"))) {
    const vulnerability = objectOf(entry, "a vulnerability");
    const title = textOf(own(vulnerability, "module_name")) ?? textOf(own(vulnerability, "name")) ?? name;
    draft.add(severityOfWord(textOf(own(vulnerability, "severity"))), title, textOf(own(vulnerability, "range")));
  }
  return draft.report();
}
