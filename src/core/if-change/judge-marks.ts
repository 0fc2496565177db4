import { capitalised, nameOf } from "../document/place.ts";
import { firstFindings } from "../document/row-findings.ts";
import type { Facts, TextVersions } from "../facts.ts";
import { quote } from "../quotation.ts";
import type { Finding } from "../requirement.ts";
import { type FileReader, fileReader } from "./file-reader.ts";
import { type FoundTarget, findTarget, wasThere } from "./find-target.ts";
import { mostTargets, type Naming, namedBack, namedBy, pointedBack, type Scope, touchedInScope } from "./named.ts";

/** What the marks of a change come to. */
export interface Judgement {
  /** Some mark of a changed file asks for something. */
  readonly asks: boolean;
  readonly unmet: readonly Finding[];
  readonly undecided: readonly Finding[];
}

type Problem = { readonly isUnmet: boolean; readonly finding: Finding };

/** Judges the marks of the changed files, and those of untouched files that name what the change takes away. */
export function judgeMarks(scope: Scope, facts: Facts): Judgement {
  const reader = fileReader(facts);
  const paths = touchedInScope(scope, facts.changeSet);
  const namings = namedBy(paths, reader);
  const back = pointedBack(scope, paths, reader);
  const problems = [
    ...paths.flatMap((path) => unreadFile(path, reader)),
    ...paths.flatMap((path) => reader.after(path).faults.map(unmet)),
    ...(namings.length > mostTargets ? tooManyTargets(namings) : []),
    ...namings.slice(0, mostTargets).flatMap((naming) => judgeNaming(naming, reader, facts)),
    ...back.flatMap((path) => unreadFile(path, reader)),
    ...namedBack(back, reader, facts)
      .slice(0, mostTargets)
      .flatMap((naming) => judgeReference(naming, reader, facts)),
  ];
  const findings = (isUnmet: boolean) =>
    firstFindings(problems.flatMap((problem) => (problem.isUnmet === isUnmet ? problem.finding : [])));
  return { asks: namings.length > 0, unmet: findings(true), undecided: findings(false) };
}

function unmet(finding: Finding): Problem {
  return { isUnmet: true, finding };
}

function undecided(finding: Finding): Problem {
  return { isUnmet: false, finding };
}

/** A file that may have marks and could not be read. */
function unreadFile(path: string, reader: FileReader): readonly Problem[] {
  const versions = reader.versions(path);
  const why = versions === undefined ? "were not read: the change is too large" : whyUnseen(path, versions, reader);
  if (why === undefined) return [];
  const finding = {
    message: `The marks of ${nameOf(path)} ${why}.`,
    location: { path },
    remedy: "Keep files with marks below 2 MiB, and leave out with `except` what has none.",
  };
  return [undecided(finding)];
}

/** One broken byte makes a text none to us, and what it marked would pass for gone. */
function whyUnseen(path: string, { after, before }: TextVersions, reader: FileReader): string | undefined {
  const isHidden = after.state === "no-text" && reader.before(path).marks.length > 0;
  return isHidden ? `cannot be read any more: it ${after.why}` : whyUnread(after, before);
}

function whyUnread(...states: readonly { readonly state: string; readonly why?: string }[]): string | undefined {
  const unread = states.find(({ state }) => state === "unread");
  return unread && `cannot be read: it ${unread.why ?? ""}`;
}

/** A target of a changed file: it must be there, and it must change when the region does. */
function judgeNaming(naming: Naming, reader: FileReader, facts: Facts): readonly Problem[] {
  const { target, path, region } = naming;
  const found = findTarget(target, reader, facts);
  if (found.state !== "found") return [notFound(naming, found)];
  const comparison = reader.compare(path);
  if (comparison.isNew(region) || !comparison.isTouched(region)) return [];
  const isChanged = found.isChanged();
  if (isChanged === true) return [];
  const lines = `lines ${region.opening.line} to ${region.closing.line} of ${nameOf(path)}`;
  const { name, location } = found;
  if (isChanged === undefined) {
    const message = `It cannot be told whether ${name} changes with ${lines}.`;
    return [
      undecided({ message, location, remedy: "Make it a text of at most 2 MiB, or rename it in a change of its own." }),
    ];
  }
  const remedy = `Bring it in step with ${lines}; if the two no longer belong together, change the marks.`;
  return [unmet({ message: `${capitalised(name)} has no change, but ${lines} have.`, location, remedy })];
}

/** What a file that the change leaves alone names: an old mistake of that file is not this change's. */
function judgeReference(naming: Naming, reader: FileReader, facts: Facts): readonly Problem[] {
  const found = findTarget(naming.target, reader, facts);
  if (found.state === "undecidable") return [undecided(found.finding)];
  return found.state === "missing" && wasThere(naming.target, reader, facts) ? [notFound(naming, found)] : [];
}

function notFound({ target, path, region }: Naming, found: Exclude<FoundTarget, { state: "found" }>): Problem {
  if (found.state === "undecidable") return undecided(found.finding);
  const { line } = region.closing;
  const message = `${nameOf(path)} names ${quote(target.written)}, which ${found.why}.`;
  return unmet({ message, location: { path, line }, remedy: found.remedy });
}

function tooManyTargets([naming]: readonly Naming[]): readonly Problem[] {
  if (naming === undefined) return [];
  const message = `The marks of the changed files name more than ${mostTargets} targets, so not all are looked at.`;
  return [
    undecided({ message, location: { path: naming.path }, remedy: "Split the change, or read fewer files with `in`." }),
  ];
}
