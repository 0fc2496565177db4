import { type Glob, matchesAny } from "../glob.ts";
import { quote } from "../quotation.ts";
import { type Outcome, undecidable } from "../requirement.ts";
import { reportFinding } from "./ask.ts";
import { type CoverageReport, type CoveredFile, joinFiles } from "./coverage.ts";
import { sourceFiles } from "./source-path.ts";

/** The files of the repository a coverage requirement looks at. Without `paths`, everything in the report. */
export interface FileChoice {
  readonly report: string;
  readonly paths?: readonly Glob[] | undefined;
  readonly except?: readonly Glob[] | undefined;
}

/** What is known of the chosen files, by path of the repository, or as reported where all are meant; or why it cannot be told. */
export type Selection =
  | { readonly told: true; readonly files: ReadonlyMap<string, CoveredFile> }
  | { readonly told: false; readonly outcome: Outcome };

/** Whether a path of the repository is among the chosen. */
export function isChosen({ paths = [], except = [] }: FileChoice, path: string): boolean {
  return matchesAny(paths, path) && !matchesAny(except, path);
}

/** Joins reports file by file and keeps the files that are chosen. */
export function selectFiles(
  reports: readonly CoverageReport[],
  choice: FileChoice,
  tree: readonly string[] | undefined,
): Selection {
  const found = new Map<string, [CoveredFile, ...CoveredFile[]]>();
  const keep = (path: string, file: CoveredFile) => {
    const same = found.get(path);
    if (same === undefined) found.set(path, [file]);
    else same.push(file);
  };
  if (choice.paths !== undefined && tree === undefined)
    return untold("The files of the repository could not be listed.");
  const meaning = choice.paths && sourceFiles(tree ?? [], (path) => isChosen(choice, path));
  for (const { files } of reports) {
    for (const [reported, file] of files) {
      const meant = meaning === undefined ? { path: reported } : meaning(reported);
      if (meant === "ambiguous") {
        return untold(
          `The report \`${choice.report}\` says ${quote(reported)}, which could be several files of the repository.`,
          "Have the coverage tool write paths from the root of the repository.",
        );
      }
      if (meant !== undefined) keep(meant.path, file);
    }
  }
  return { told: true, files: new Map([...found].map(([path, same]) => [path, joinFiles(same)])) };
}

function untold(message: string, remedy = "Check again; if it stays, look at the log of Lockstep."): Selection {
  return { told: false, outcome: undecidable(reportFinding(message, remedy)) };
}
