import type { Annotation } from "../core/plan.ts";
import type { GateReport, Report } from "../core/report.ts";
import { isBlocking } from "../core/verdict.ts";
import { type TodoItem, todoItems } from "./todo.ts";
import { clip, visible } from "./visible.ts";

/** Most GitHub takes with a new check run. */
const maxAnnotations = 50;

const levels = { block: "failure", warn: "warning", evaluate: "notice", off: "notice" } as const;

/** Findings of a gate as notes beside the lines they are about, the first of the to-do list first. */
export function annotationsOf(report: Report, gate: GateReport, present: ReadonlySet<string>): readonly Annotation[] {
  return todoItems({ ...report, gates: [gate] })
    .filter(({ verdict }) => isBlocking(verdict))
    .flatMap((item) => annotationOf(item, present))
    .slice(0, maxAnnotations);
}

function annotationOf({ finding, rule, enforce }: TodoItem, present: ReadonlySet<string>): readonly Annotation[] {
  const { path, line } = finding.location;
  if (line === undefined || !present.has(path)) return [];
  const message = visible(clip(`${finding.message} ${finding.remedy}`, 4_000));
  return [{ path, line, level: levels[enforce], title: visible(rule.id), message }];
}
