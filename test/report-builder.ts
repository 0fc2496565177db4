import type { GateReport, Report, RequirementReport, RuleReport } from "../src/core/report.ts";
import type { Finding } from "../src/core/requirement.ts";
import { foldVerdicts, isBlocking } from "../src/core/verdict.ts";

/** A finding, with everything that a test does not care about filled in. */
export function finding(given: Partial<Finding> = {}): Finding {
  return {
    message: "`docs/log.md` has no new row under *Rollout windows*.",
    location: { path: "docs/log.md", line: 12 },
    remedy: "Add a row under *Rollout windows*.",
    ...given,
  };
}

/** A requirement with its findings; it fails when it has one and does not say otherwise. */
export function requirement(given: Partial<RequirementReport> = {}): RequirementReport {
  const findings = given.findings ?? [];
  return {
    kind: "row-added",
    asks: "a new row under *Rollout windows* of `docs/log.md`",
    verdict: findings.length > 0 ? "fail" : "pass",
    ...given,
    findings,
  };
}

/** A rule; its verdict is folded from its requirements. */
export function rule(id: string, given: Partial<RuleReport> = {}): RuleReport {
  const requirements = given.requirements ?? [];
  return {
    id,
    because: undefined,
    layer: ".github/lockstep.yml",
    enforce: "block",
    verdict: foldVerdicts(requirements.map(({ verdict }) => verdict)),
    wokenBy: requirements.length > 0 ? ["src/a.ts"] : [],
    ...given,
    requirements,
  };
}

/** A gate that does to all its rules what `enforce` says. */
export function gate(
  id: string,
  name: string,
  rules: readonly RuleReport[],
  enforce: GateReport["enforce"] = "block",
): GateReport {
  const enforced = rules.map((each) => (enforce === "block" ? each : { ...each, enforce }));
  return {
    id,
    name,
    enforce,
    verdict: foldVerdicts(rules.map(({ verdict }) => verdict)),
    blocks: enforced.some((each) => each.enforce === "block" && isBlocking(each.verdict)),
    rules: enforced,
  };
}

/** A report over gates. */
export function report(gates: readonly GateReport[], given: Partial<Report> = {}): Report {
  const enforced = gates.flatMap(({ rules }) => rules.filter(({ enforce }) => enforce === "block"));
  const verdict = foldVerdicts(enforced.map((each) => each.verdict));
  const every = foldVerdicts(gates.map((each) => each.verdict));
  return {
    base: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d",
    mergeBase: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d",
    head: "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
    stage: undefined,
    filesChanged: 4,
    verdict,
    blocks: isBlocking(verdict),
    ifEveryGateBlocked: { verdict: every, blocks: isBlocking(every) },
    gates,
    documentationOrder: [],
    ...given,
  };
}
