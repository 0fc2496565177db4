import type { SecurityReport, Severity } from "../../core/evidence/security.ts";
import { isObject, type JsonObject, listOf, objectOf, own, textOf } from "./json.ts";
import { draftSecurity, severityOfScore, worst } from "./security-draft.ts";
import { unreadable } from "./unreadable.ts";

/** Whether a value is a SARIF log of any version. */
export function isSarif(value: unknown): boolean {
  return isObject(value) && Array.isArray(own(value, "runs"));
}

/** Kinds of results that are no finding (SARIF 2.1.0, 3.27.9). `open` and `review` are: nobody has said that all is well. */
const harmless = new Set<unknown>(["pass", "notApplicable", "informational"]);

/**
 * Reads SARIF 2.1.0. A run without a list of results, or one that says it failed, is no evidence that nothing was found.
 * Suppressed results (3.35: all of their suppressions accepted) and those of an older run that are gone do not count.
 */
export function readSarif(value: unknown): SecurityReport {
  const log = objectOf(value, "it");
  if (own(log, "version") !== "2.1.0") unreadable("it is not SARIF 2.1.0");
  const runs = listOf(own(log, "runs"), '"runs"');
  if (runs.length === 0) unreadable("it has no run");
  const draft = draftSecurity();
  for (const each of runs) {
    const run = objectOf(each, "a run");
    refuseUnfinished(run);
    const severityOf = severityIn(run);
    for (const item of listOf(own(run, "results"), "the list of results of a run")) {
      const result = objectOf(item, "a result");
      if (harmless.has(own(result, "kind")) || own(result, "baselineState") === "absent" || isSuppressed(result))
        continue;
      draft.add(severityOf(result), ruleIdOf(result) ?? "a result without a rule", placeOf(result));
    }
  }
  return draft.report();
}

function refuseUnfinished(run: JsonObject): void {
  for (const invocation of optionalList(own(run, "invocations"))) {
    if (isObject(invocation) && own(invocation, "executionSuccessful") === false)
      unreadable("its scanner says that it failed");
  }
  const elsewhere = own(run, "externalPropertyFileReferences");
  if (isObject(elsewhere) && optionalList(own(elsewhere, "results")).length > 0)
    unreadable("its results are in other files");
}

function isSuppressed(result: JsonObject): boolean {
  const suppressions = optionalList(own(result, "suppressions"));
  const isAccepted = (suppression: unknown) =>
    isObject(suppression) && (own(suppression, "status") ?? "accepted") === "accepted";
  return suppressions.length > 0 && suppressions.every(isAccepted);
}

/** Severity by the score of the rule or the result, as GitHub code scanning does; otherwise by the level. */
function severityIn(run: JsonObject): (result: JsonObject) => Severity {
  const ruleOf = rulesOf(run);
  return (result) => {
    const rule = ruleOf(result);
    const scores = [rule, result].flatMap((part) => {
      const properties = part && own(part, "properties");
      const score = isObject(properties) ? own(properties, "security-severity") : undefined;
      // A score that is none counts as the worst: fails closed.
      return score === undefined || score === null ? [] : [severityOfScore(score) ?? "critical"];
    });
    const defaults = rule && own(rule, "defaultConfiguration");
    return (
      worst(scores) ??
      severityOfLevel(own(result, "level") ?? (isObject(defaults) ? own(defaults, "level") : undefined))
    );
  };
}

function severityOfLevel(level: unknown): Severity {
  switch (level) {
    case "none":
    case "note":
      return "low";
    // What stands for nothing at all (3.27.10).
    case undefined:
    case null:
    case "warning":
      return "medium";
    case "error":
      return "high";
    default:
      return "critical";
  }
}

/** Finds the rule of a result: by its index in the component it names, or by its id (3.52). */
function rulesOf(run: JsonObject): (result: JsonObject) => JsonObject | undefined {
  const tool = objectOf(own(run, "tool"), "the tool of a run");
  const components = [own(tool, "driver"), ...optionalList(own(tool, "extensions"))].map((component) => {
    const rules = isObject(component) ? optionalList(own(component, "rules")) : [];
    const byId = new Map(rules.filter(isObject).map((rule) => [own(rule, "id"), rule]));
    return { rules, byId };
  });
  return (result) => {
    const reference = own(result, "rule");
    const named = isObject(reference) ? reference : {};
    const home = own(named, "toolComponent");
    const extension = isObject(home) ? own(home, "index") : undefined;
    const component = components[typeof extension === "number" ? extension + 1 : 0];
    const index = own(result, "ruleIndex") ?? own(named, "index");
    const byIndex = typeof index === "number" ? component?.rules[index] : undefined;
    if (isObject(byIndex)) return byIndex;
    const id = ruleIdOf(result);
    // An id may have parts: `CA1000/1` is a variant of `CA1000`.
    return component?.byId.get(id) ?? component?.byId.get(id?.split("/")[0]);
  };
}

function ruleIdOf(result: JsonObject): string | undefined {
  const reference = own(result, "rule");
  return textOf(own(result, "ruleId")) ?? (isObject(reference) ? textOf(own(reference, "id")) : undefined);
}

/** `path:line` of the first location. */
function placeOf(result: JsonObject): string | undefined {
  const step = (value: unknown, key: string) => (isObject(value) ? own(value, key) : undefined);
  const physical = step(optionalList(own(result, "locations"))[0], "physicalLocation");
  const path = textOf(step(step(physical, "artifactLocation"), "uri"));
  const line = step(step(physical, "region"), "startLine");
  return path !== undefined && typeof line === "number" ? `${path}:${line}` : path;
}

function optionalList(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : listOf(value, "what should be a list");
}
