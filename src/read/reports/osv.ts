import type { SecurityReport, Severity } from "../../core/evidence/security.ts";
import { isObject, type JsonObject, listOf, objectOf, own, textOf } from "./json.ts";
import { draftSecurity, severityOfScore, severityOfWord, worst } from "./security-draft.ts";

/** Keys at the top of what OSV-Scanner writes. Other tools have `results` too: an empty list alone would not tell. */
const keys = new Set(["results", "experimental_config", "image_metadata", "license_summary"]);

/** Whether a value is what OSV-Scanner writes as JSON. */
export function isOsv(value: unknown): boolean {
  if (!isObject(value)) return false;
  const results = own(value, "results");
  return (
    Array.isArray(results) &&
    Object.keys(value).every((key) => keys.has(key)) &&
    results.every((result) => isObject(result) && isObject(own(result, "source")) && "packages" in result)
  );
}

/** Reads what OSV-Scanner writes as JSON: one finding per group of aliases of a package; what is in no group counts alone. */
export function readOsv(value: unknown): SecurityReport {
  const draft = draftSecurity();
  for (const result of listOf(own(objectOf(value, "it"), "results"), '"results"')) {
    for (const item of listOf(own(objectOf(result, "a result"), "packages"), '"packages" of a result')) {
      const found = objectOf(item, "a package");
      const where = describePackage(own(found, "package"));
      const vulnerabilities = listOf(own(found, "vulnerabilities") ?? [], '"vulnerabilities" of a package').map(
        (vulnerability) => objectOf(vulnerability, "a vulnerability"),
      );
      const byId = new Map(vulnerabilities.map((vulnerability) => [own(vulnerability, "id"), vulnerability]));
      const grouped = new Set<unknown>();
      for (const each of listOf(own(found, "groups") ?? [], '"groups" of a package')) {
        const group = objectOf(each, "a group");
        const ids = listOf(own(group, "ids"), '"ids" of a group');
        for (const id of ids) grouped.add(id);
        const members = ids.map((id) => byId.get(id)).filter((member) => member !== undefined);
        const severity = severityOfScore(own(group, "max_severity")) ?? worst(members.map(severityOf));
        draft.add(severity ?? "critical", ids.map(String).join(", ") || "a group without a name", where);
      }
      for (const [id, vulnerability] of byId) {
        if (!grouped.has(id))
          draft.add(severityOf(vulnerability), textOf(id) ?? "a vulnerability without a name", where);
      }
    }
  }
  return draft.report();
}

/** By GitHub's word for it. Malicious packages have none, nor a score: they count as the worst. */
function severityOf(vulnerability: JsonObject): Severity {
  const specific = own(vulnerability, "database_specific");
  return severityOfWord(isObject(specific) ? textOf(own(specific, "severity")) : undefined);
}

function describePackage(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  return [own(value, "name"), own(value, "version")].filter((part) => typeof part === "string").join(" ");
}
