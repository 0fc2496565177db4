import { nameOf } from "../document/place.ts";
import { quote } from "../quotation.ts";
import type { Finding } from "../requirement.ts";
import { type Fault, type Mark, readMarks } from "./mark.ts";
import { readTarget, type Target } from "./target.ts";

/** Lines between an opening and a closing mark. */
export interface Region {
  readonly label?: string;
  readonly opening: Mark;
  readonly closing: Mark;
  /** What must change when the region does; none for a region that others only point at. */
  readonly targets: readonly Target[];
}

/** A file as its marks divide it. */
export interface MarkedFile {
  readonly path: string;
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly regions: readonly Region[];
  /** Regions by label; of several with one label the first. */
  readonly labels: ReadonlyMap<string, Region>;
  /** What is wrong with its marks, whatever stands in other files. */
  readonly faults: readonly Finding[];
}

/** Most targets that the marks of one file may name. */
const mostTargets = 1000;

/** Most faults of one file that are told: nobody reads more. */
const mostFaults = 50;

const closes = { IfChange: "ThenChange", Label: "EndLabel" } as const;
const opens = { ThenChange: "IfChange", EndLabel: "Label" } as const;

/** Divides a file by its marks. */
export function readRegions(path: string, text: string): MarkedFile {
  const { marks, unknown } = readMarks(path, text);
  const { pairs, faults } = pairMarks(marks);
  const labels = new Map<string, Region>();
  let left = mostTargets;
  const regions = pairs.map(([opening, closing]) => {
    const { targets, faults: wrong } = readTargets(closing, path, left);
    left -= targets.length;
    const { label } = opening;
    const region: Region = { opening, closing, targets, ...(label !== undefined && { label }) };
    faults.push(...wrong, ...faultsOf(region, path, labels));
    if (label !== undefined && !labels.has(label)) labels.set(label, region);
    return region;
  });
  return {
    ...{ path, text, marks, regions, labels },
    faults: [...unknown, ...marks.flatMap(({ fault = [] }) => fault), ...faults]
      .toSorted((a, b) => a.line - b.line)
      .slice(0, mostFaults)
      .map(({ line, message, remedy }) => ({
        message: `${nameOf(path)} ${message}.`,
        location: { path, line },
        remedy,
      })),
  };
}

/** Pairs opening and closing marks. Regions do not nest: of two that open, the later one counts. */
function pairMarks(marks: readonly Mark[]): {
  readonly pairs: readonly (readonly [Mark, Mark])[];
  readonly faults: Fault[];
} {
  const pairs: (readonly [Mark, Mark])[] = [];
  const faults: Fault[] = [];
  let open: { readonly mark: Mark; readonly closing: "ThenChange" | "EndLabel" } | undefined;
  for (const mark of marks) {
    const { kind, line } = mark;
    if (kind === "IfChange" || kind === "Label") {
      if (open !== undefined) {
        const remedy = `Close that one first, with \`LINT.${open.closing}\`: regions do not nest.`;
        faults.push({ line, message: `opens a region inside the one that line ${open.mark.line} opens`, remedy });
      }
      open = { mark, closing: closes[kind] };
    } else if (open?.closing === kind) {
      pairs.push([open.mark, mark]);
      open = undefined;
    } else {
      const remedy = `Write \`LINT.${opens[kind]}\` where the region begins, or take the mark away.`;
      faults.push({ line, message: `has a \`LINT.${kind}\` that closes nothing`, remedy });
    }
  }
  if (open !== undefined) {
    const remedy = `Write \`LINT.${open.closing}\` where it ends.`;
    faults.push({ line: open.mark.line, message: "opens a region that nothing closes", remedy });
  }
  return { pairs, faults };
}

/** The targets of a mark, as many as are left to be read. */
function readTargets(
  { line, targets: written }: Mark,
  path: string,
  left: number,
): { readonly targets: readonly Target[]; readonly faults: readonly Fault[] } {
  const targets: Target[] = [];
  const faults: Fault[] = [];
  for (const each of written.slice(0, left)) {
    const target = readTarget(each, path);
    if (typeof target !== "string") {
      targets.push(target);
      continue;
    }
    const remedy = "Name a file of this repository: `//path/from/the/root`.";
    faults.push({ line, message: `names ${quote(each)}, which ${target}`, remedy });
  }
  if (written.length > left) {
    const message = `names more than ${mostTargets} targets in all, so the later ones are not looked at`;
    faults.push({ line, message, remedy: "Name fewer." });
  }
  return { targets, faults };
}

/** What is wrong with a region as such. */
function faultsOf(
  { opening, closing, label, targets }: Region,
  path: string,
  labels: ReadonlyMap<string, Region>,
): readonly Fault[] {
  const faults: Fault[] = [];
  const twin = label === undefined ? undefined : labels.get(label);
  if (twin !== undefined) {
    faults.push({
      line: opening.line,
      message: `has the label ${quote(label ?? "")} twice: line ${twin.opening.line} has it too`,
      remedy: "Give each region a label of its own.",
    });
  }
  if (
    closing.kind === "ThenChange" &&
    closing.fault === undefined &&
    closing.targets.length === 0 &&
    label === undefined &&
    opening.fault === undefined
  ) {
    faults.push({
      line: closing.line,
      message: "has a `LINT.ThenChange` that names nothing, and its region has no label that others could name",
      remedy: "Name what must change too: `LINT.ThenChange(//path)`.",
    });
  }
  const itself = targets.find(
    (target) => target.path === path && (target.label === undefined || target.label === label),
  );
  if (itself !== undefined) {
    faults.push({
      line: closing.line,
      message: `names ${quote(itself.written)}, which is ${itself.label === undefined ? "the file" : "the region"} itself`,
      remedy: "Name something else: a region that names itself asks for nothing.",
    });
  }
  return faults;
}
