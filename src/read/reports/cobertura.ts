import type { CoverageReport } from "../../core/evidence/coverage.ts";
import { draftCoverage, type FileDraft } from "./coverage-draft.ts";
import { unreadable } from "./unreadable.ts";
import { wholeNumber, type XmlVisitor } from "./xml.ts";

/** `50% (1/2)`: the only place where Cobertura says how many branches a line has. */
const conditions = /\((\d{1,9})\/(\d{1,9})\)\s*$/;

/**
 * Reads Cobertura XML (coverage-04.dtd): lines stand below classes, once below a method and once more below the class, and a
 * file may hold several classes; the most counts. Rates are not looked at.
 */
export function coberturaVisitor(): XmlVisitor<CoverageReport> {
  const draft = draftCoverage("max");
  let file: FileDraft | undefined;
  return {
    open({ name, attributes }) {
      if (name === "project") unreadable("it is Clover, which is not read; have the tool write Cobertura or LCOV");
      if (name === "class") {
        const path = attributes["filename"];
        if (path === undefined) unreadable("it has a class without a file");
        file = draft.file(path);
      } else if (name === "line" && file !== undefined) {
        const line = wholeNumber(attributes["number"], "a line");
        file.line(line, wholeNumber(attributes["hits"], "a count"));
        const [, covered, total] = conditions.exec(attributes["condition-coverage"]?.slice(0, 100) ?? "") ?? [];
        if (attributes["branch"]?.toLowerCase() === "true" && total !== undefined)
          file.branchesOfLine(line, Number(covered), Number(total));
      }
    },
    close(name) {
      if (name === "class") file = undefined;
    },
    result: () => draft.report(),
  };
}
