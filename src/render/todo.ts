import type { Address } from "../core/address.ts";
import { type Enforcement, strongest } from "../core/policy/enforcement.ts";
import type { GateReport, Report, RequirementReport, RuleReport } from "../core/report.ts";
import type { Finding } from "../core/requirement.ts";
import { foldVerdicts, isBlocking, type Verdict } from "../core/verdict.ts";
import { isUnmet } from "./marks.ts";
import { keyOf, shareSnippets } from "./shared-snippets.ts";

/** A rule and the gate it is in. */
export interface Asker {
  readonly gate: GateReport;
  readonly rule: RuleReport;
}

/** One thing to do, wait for or clear up. */
export interface TodoItem extends Asker {
  readonly requirement: RequirementReport;
  readonly finding: Finding;
  /** Every rule that asks for it; `gate` and `rule` are the first. */
  readonly askers: readonly Asker[];
  /** The strongest enforcement of these rules; never `off`. */
  readonly enforce: Enforcement;
  /** True when a rule that asks for it blocks. */
  readonly blocks: boolean;
  /** The strongest of the requirements: fail, pending or error. */
  readonly verdict: Verdict;
}

/** What is known of findings, each with all that say the same: under two rules they are one thing to do. */
export class ByFinding<Known> {
  readonly #known = new Map<string, { readonly finding: Finding; known: Known }[]>();

  /** What is known of a finding that says the same and has, in what can be pasted, all that this one has. */
  get(finding: Finding): Known | undefined {
    return this.#entryOf(finding)?.known;
  }

  set(finding: Finding, known: Known): void {
    const entry = this.#entryOf(finding);
    if (entry !== undefined) {
      entry.known = known;
      return;
    }
    const key = keyOf(finding);
    this.#known.set(key, [...(this.#known.get(key) ?? []), { finding, known }]);
  }

  /** In the order in which they came. */
  values(): readonly Known[] {
    return [...this.#known.values()].flatMap((entries) => entries.map(({ known }) => known));
  }

  #entryOf(finding: Finding) {
    const { snippet = "" } = finding;
    return this.#known.get(keyOf(finding))?.find((entry) => (entry.finding.snippet ?? "").startsWith(snippet));
  }
}

/** Every unmet point of the rules that are not off, once, in the order in which documents are to be written. */
export function todoItems(report: Report): readonly TodoItem[] {
  const found = new ByFinding<TodoItem>();
  const share = shareSnippets(report);
  for (const gate of report.gates) {
    for (const rule of gate.rules.filter(isUnmet)) {
      for (const requirement of rule.requirements.filter(({ verdict }) => isBlocking(verdict))) {
        for (const finding of requirement.findings.map((each) => share(rule, each))) {
          found.set(finding, merged(found.get(finding), { gate, rule, requirement, finding }));
        }
      }
    }
  }
  const items = found.values();
  const places = new Map(items.map((item) => [item, positionOf(item, report.documentationOrder)]));
  return items.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

function merged(
  earlier: TodoItem | undefined,
  found: Asker & { requirement: RequirementReport; finding: Finding },
): TodoItem {
  const asker: Asker = { gate: found.gate, rule: found.rule };
  const askers = earlier?.askers ?? [];
  const enforce = strongest([...(earlier === undefined ? [] : [earlier.enforce]), found.rule.enforce]);
  return {
    ...(earlier ?? found),
    askers: askers.some(({ rule }) => rule === found.rule) ? askers : [...askers, asker],
    enforce,
    blocks: enforce === "block",
    verdict: foldVerdicts([...(earlier === undefined ? [] : [earlier.verdict]), found.requirement.verdict]),
  };
}

/** The place of an item in the documentation order: its section, else its document, else behind all others. */
function positionOf({ requirement, finding }: TodoItem, order: readonly Address[]): number {
  const ofDocument = order.map(({ document }) => document === finding.location.path);
  const asks = requirement.asks.toLowerCase();
  const section = order.findIndex(({ headings }, index) => {
    const heading = headings.at(-1);
    return ofDocument[index] === true && heading !== undefined && asks.includes(heading.toLowerCase());
  });
  if (section !== -1) return section;
  const document = ofDocument.indexOf(true);
  return document === -1 ? order.length : document;
}
