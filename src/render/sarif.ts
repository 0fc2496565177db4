import { pullRequestDocument } from "../core/address.ts";
import type { Enforcement } from "../core/policy/enforcement.ts";
import type { Report, RequirementReport } from "../core/report.ts";
import type { Finding } from "../core/requirement.ts";
import { fingerprint } from "./fingerprint.ts";
import { jsonText } from "./json-text.ts";
import { isUnmet } from "./marks.ts";
import { todoItems } from "./todo.ts";
import { clip, longest, oneLine, visible } from "./visible.ts";

/** Where findings on the pull request itself are shown: SARIF knows only files. */
const policyFile = ".github/lockstep.yml";

const levels: Readonly<Record<Enforcement, "error" | "warning" | "note" | "none">> = {
  block: "error",
  warn: "warning",
  evaluate: "note",
  off: "none",
};

/**
 * A report as SARIF 2.1.0, with one rule per unmet rule of the policy and one result per finding and rule. What passes,
 * is waived or attested is left out: consumers such as GitHub would show it as open.
 */
export function renderSarif(report: Report, options: { readonly version: string }): string {
  const unmet = report.gates.flatMap((gate) => gate.rules.filter(isUnmet).map((rule) => ({ gate, rule })));
  const rules = unmet.map(({ gate, rule }) => ({
    id: `${gate.id}/${rule.id}`,
    name: rule.id,
    shortDescription: { text: `${gate.id} ${gate.name}: ${rule.id}` },
    ...(rule.because === undefined ? {} : { fullDescription: { text: oneLine(rule.because) } }),
    defaultConfiguration: { level: levels[rule.enforce] },
    properties: { gate: gate.id, enforce: rule.enforce, layer: rule.layer },
  }));
  const seen = new Map<string, number>();
  const results = todoItems(report).flatMap((item) =>
    item.askers.map(({ gate, rule }) => {
      const ruleId = `${gate.id}/${rule.id}`;
      const hash = fingerprint(identityOf(ruleId, item));
      const occurrence = (seen.get(hash) ?? 0) + 1;
      seen.set(hash, occurrence);
      return {
        ruleId,
        ruleIndex: unmet.findIndex((each) => each.rule === rule),
        level: levels[rule.enforce],
        message: { text: messageOf(item.finding) },
        locations: [locationOf(item.finding)],
        partialFingerprints: { primaryLocationLineHash: `${hash}:${occurrence}` },
        properties: { verdict: item.verdict, kind: item.requirement.kind },
      };
    }),
  );
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Lockstep", semanticVersion: options.version, rules } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The top of the repository." } } },
        results,
      },
    ],
  });
}

/** What stays the same when lines move: everything but line numbers. */
function identityOf(ruleId: string, { requirement, finding }: { requirement: RequirementReport; finding: Finding }) {
  const message = finding.message.replace(/\blines? \d+/g, "line");
  return [ruleId, requirement.kind, requirement.asks, finding.location.path, message];
}

function messageOf({ message, remedy, location }: Finding): string {
  const where = location.path === pullRequestDocument ? "Pull request: " : "";
  // In a SARIF message `[text](target)` is a link; names from the change must not make one.
  return `${where}${visible(clip(message, longest))} ${visible(clip(remedy, longest))}`.replaceAll("](", "] (");
}

function locationOf({ location: { path, line, isGlob } }: Finding) {
  const inFile = path !== pullRequestDocument && path !== "" && isGlob !== true;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(inFile ? path : policyFile), uriBaseId: "%SRCROOT%" },
      region: { startLine: inFile ? (line ?? 1) : 1 },
    },
  };
}

/** A path as a relative URI. */
function uriOf(path: string): string {
  const segments = path
    .replace(/^\/+/, "")
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/");
  return segments.map(encodeURIComponent).join("/");
}
