import { nearest } from "../nearest.ts";
import { quote } from "../quotation.ts";
import { listNames } from "../wording.ts";
import { readArguments } from "./arguments.ts";
import { commentStyle } from "./comment-style.ts";
import { type Comment, commentsAlone } from "./comments.ts";

/** A mark of the IfChange family, alone in its comment. */
export interface Mark {
  readonly kind: "IfChange" | "ThenChange" | "Label" | "EndLabel";
  /** First and last line, from 1. */
  readonly line: number;
  readonly endLine: number;
  /** The label of an opening mark. */
  readonly label?: string;
  /** Targets of a `ThenChange`, as written. */
  readonly targets: readonly string[];
  /** What is wrong with it: it still opens or closes a region, so that one mistake is said once. */
  readonly fault?: Fault;
}

/** Something wrong with the marks of a file. The message goes on after the name of the file. */
export interface Fault {
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

/** The marks of a file in order, and what looks like one and is none. */
export interface Marks {
  readonly marks: readonly Mark[];
  readonly unknown: readonly Fault[];
}

const kinds = ["IfChange", "ThenChange", "Label", "EndLabel"] as const;
const labelForm = /^[A-Za-z][A-Za-z0-9_.-]*$/;

/** Reads the marks of a file. Marks are those that stand alone in a comment; a sentence about one is none. */
export function readMarks(path: string, text: string): Marks {
  const style = commentStyle(path);
  if (style === undefined || !/\blint\./i.test(text)) return { marks: [], unknown: [] };
  const comments = commentsAlone(text, style);
  const marks: Mark[] = [];
  const unknown: Fault[] = [];
  for (let index = 0; index < comments.length; index++) {
    const comment = comments[index];
    if (comment === undefined) continue;
    let last = comment;
    const nextLine = () => {
      const next = comments[index + 1];
      if (next?.line !== last.endLine + 1 || next.text.startsWith("LINT.")) return undefined;
      last = next;
      index++;
      return next.text;
    };
    const found = readMark(comment, nextLine);
    if (found === undefined) continue;
    if ("message" in found) unknown.push(found);
    else marks.push({ ...found, endLine: last.endLine });
  }
  return { marks, unknown };
}

type FaultMaker = (message: string, remedy: string) => Fault;

function readMark({ line, endLine, text }: Comment, nextLine: () => string | undefined): Mark | Fault | undefined {
  const [begin, name = ""] = /^LINT\.([A-Za-z]+)/i.exec(text) ?? [];
  if (begin === undefined) return undefined;
  const fault: FaultMaker = (message, remedy) => ({ line, message, remedy });
  const kind = kinds.find((each) => begin === `LINT.${each}`);
  const after = text.slice(begin.length).trim();
  const isList = after.startsWith("(");
  const list = isList ? readArguments(after.slice(1), kind === "ThenChange" ? nextLine : () => undefined) : undefined;
  if (isList && list === undefined) {
    if (kind === undefined) return undefined;
    const wrong = fault(
      `has a \`LINT.${kind}\` that no \`)\` closes`,
      "Close it; each line of a list is a comment line.",
    );
    return { kind, line, endLine, targets: [], fault: wrong };
  }
  const rest = list?.rest ?? after;
  // More words make it a sentence about marks.
  if (/\w/.test(rest)) return undefined;
  if (kind === undefined) return unknownMark(begin, name, fault);
  const wrong = fault(`has ${quote(rest)} behind \`LINT.${kind}\``, "Leave the mark alone on its line.");
  return {
    kind,
    line,
    endLine,
    ...(rest === "" ? readArgumentsOf(kind, list?.items, fault) : { targets: [], fault: wrong }),
  };
}

/** Others write `LINT.` in other letters too; only what is nearly a mark is taken for one then. */
function unknownMark(begin: string, name: string, fault: FaultMaker): Fault | undefined {
  const meant = nearest(name, kinds);
  if (meant === undefined && !begin.startsWith("LINT.")) return undefined;
  const remedy = `The marks are ${listNames(
    kinds.map((kind) => `LINT.${kind}`),
    "and",
  )}.`;
  const hint = meant === undefined ? "" : `; \`LINT.${meant}\` is one`;
  return fault(`has ${quote(begin)}, which is no mark${hint}`, remedy);
}

function readArgumentsOf(
  kind: Mark["kind"],
  items: readonly string[] | undefined,
  fault: FaultMaker,
): Pick<Mark, "label" | "targets" | "fault"> {
  const name = `\`LINT.${kind}\``;
  const wrong = (message: string, remedy: string) => ({ targets: [], fault: fault(message, remedy) });
  switch (kind) {
    case "ThenChange":
      if (items !== undefined) return { targets: items };
      return wrong(`has a ${name} that names nothing`, "Name what must change too: `LINT.ThenChange(//path)`.");
    case "EndLabel":
      if (items === undefined || items.length === 0) return { targets: [] };
      return wrong(`has a ${name} with a label`, "Write it without one: it closes the region that is open.");
    default: {
      if (kind === "IfChange" && items === undefined) return { targets: [] };
      const [label = "", ...more] = items ?? [];
      if (more.length === 0 && labelForm.test(label)) return { label, targets: [] };
      const odd =
        more.length > 0
          ? "with several labels"
          : label === ""
            ? "without a label"
            : `with ${quote(label)}, which is no label`;
      const remedy = "A label is one word of letters, digits, `_`, `.` and `-` that begins with a letter.";
      return wrong(`has a ${name} ${odd}`, remedy);
    }
  }
}
