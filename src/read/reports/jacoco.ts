import type { CoverageReport } from "../../core/evidence/coverage.ts";
import { draftCoverage, type FileDraft } from "./coverage-draft.ts";
import { unreadable } from "./unreadable.ts";
import { wholeNumber, type XmlVisitor } from "./xml.ts";

/**
 * Reads JaCoCo XML (report.dtd): `ci` and `mi` are instructions of a line that were run and missed, `cb` and `mb` branches.
 * A line is covered when any of its instructions was run. Counters are not looked at.
 */
export function jacocoVisitor(): XmlVisitor<CoverageReport> {
  const draft = draftCoverage("max");
  let folder = "";
  let file: FileDraft | undefined;
  return {
    open({ name, attributes }) {
      if (name === "package") folder = attributes["name"] ?? "";
      else if (name === "sourcefile") {
        const source = attributes["name"];
        if (source === undefined) unreadable("it has a source file without a name");
        file = draft.file(folder === "" ? source : `${folder}/${source}`);
      } else if (name === "line" && file !== undefined) {
        const number = (key: string) => wholeNumber(attributes[key], `"${key}" of a line`);
        file.line(number("nr"), number("ci"));
        const covered = number("cb");
        file.branchesOfLine(number("nr"), covered, covered + number("mb"));
      }
    },
    close(name) {
      if (name === "package") folder = "";
      else if (name === "sourcefile") file = undefined;
    },
    result: () => draft.report(),
  };
}
