import { describeAddress } from "../../core/address.ts";
import { cellProblem, expected } from "../../core/cell/cell.ts";
import { locate } from "../../core/document/locate.ts";
import { rowOf } from "../../core/document/ready.ts";
import { tablesIn } from "../../core/document/table-finding.ts";
import { headingKey, type Table } from "../../core/document.ts";
import { type EvidenceTable, evidenceTables, tablesMeant } from "../../core/evidence-table.ts";
import { nearest } from "../../core/nearest.ts";
import { editLinks } from "../../render/edit-link.ts";
import { codeBlock, inlineCode, sentence } from "../../render/markdown-text.ts";
import { type Command, type CommandContext, type Intent, problem } from "./command.ts";
import { unknownName, withoutGrounds } from "./naming.ts";

const usage = "evidence DOCUMENT column=value …";

/** Writes a row of an evidence table. */
export const evidence: Command = {
  name: "evidence",
  usage,
  summary:
    "Answers with the finished row for an evidence table, checked against the types of its columns, and where to paste it. Where the policy says so, commits it to the head branch; never to a fork.",
  whoMay:
    "anybody for the row; to have it committed whom `commands.evidence` of the policy names, by default people with the permission write or more",
  examples: ['evidence "evidence#Rollout windows" Window=2026-11-21T09:00Z Decision=promote p95="850 ms"'],
  run({ words }, context) {
    const { grounds } = context;
    if (grounds === undefined) return withoutGrounds(context);
    const first = words.findIndex((word) => word.includes("="));
    const name = (first === -1 ? words : words.slice(0, first)).join(" ");
    const given = first === -1 ? [] : words.slice(first);
    const tables = evidenceTables(grounds.policy);
    if (name === "" || tables.length === 0) return problem(nameOneOf(tables));
    const meant = tablesMeant(name, grounds.policy);
    const [only, ...others] = meant;
    if (only === undefined)
      return problem(
        unknownName(
          "evidence table in",
          name,
          tables.map(({ address }) => address.written),
        ),
      );
    if (others.length > 0) return problem(nameOneOf(meant));
    return rowIntent(only, given, context);
  },
};

function nameOneOf(tables: readonly EvidenceTable[]): string {
  if (tables.length === 0) return "The policy asks for no evidence rows.";
  const names = tables.slice(0, 20).map(({ address }) => inlineCode(`"${address.written}"`));
  return `Name the table: ${inlineCode(`/lockstep ${usage}`)}, with one of ${names.join(", ")}.`;
}

function rowIntent({ address, columns }: EvidenceTable, given: readonly string[], context: CommandContext): Intent {
  const { grounds, editUrl, fork } = context;
  if (grounds === undefined) return withoutGrounds(context);
  if (address.document.includes("{") || grounds.facts.documents?.has(address.document) !== true)
    return problem(sentence(`No rule that applies to this change asks for a row ${describeAddress(address)}.`));
  const located = locate(grounds.facts, address);
  if (!located.found) {
    const [finding] = "findings" in located.outcome ? located.outcome.findings : [];
    return problem(
      finding === undefined ? "The table was not found." : `${sentence(finding.message)} ${sentence(finding.remedy)}`,
    );
  }
  const { path, after } = located.place;
  const wanted = Object.keys(columns).map(headingKey);
  const table = tablesIn(after).find(({ header }) => wanted.every((name) => header.map(headingKey).includes(name)));
  if (table === undefined)
    return problem(sentence(`There is no table with these columns ${describeAddress(address)}.`));
  const row = rowFrom(table, columns, given);
  if ("wrong" in row) return problem(row.wrong);
  const line = table.rows.at(-1)?.line ?? table.line + 1;
  const shown = codeBlock(row.text);
  const link = editLinks(editUrl, new Set([path]))({ path, line });
  const where = link === undefined ? inlineCode(path) : `[${inlineCode(path)}](${link})`;
  const terms = grounds.policy.commands.evidence;
  if (terms?.commit !== true || fork) {
    const why = terms?.commit === true ? " It is not committed: the pull request comes from a fork." : "";
    return {
      kind: "answer",
      text: `The row, to be pasted below line ${line} of ${where}:\n\n${shown}${why === "" ? "" : `\n\n${why.trim()}`}`,
    };
  }
  return {
    kind: "change",
    what: `commit a row to ${inlineCode(path)}`,
    permitted: [{ who: terms.who ?? [{ type: "permission", level: "write" }], self: true }],
    carryOut: () => ({
      edit: { path, line, insert: row.text, message: `Add a row to ${path}` },
      text: `The row, below line ${line} of ${where}:\n\n${shown}`,
    }),
  };
}

/** The row from `column=value`; or what is wrong with it, all of it at once. */
function rowFrom(
  { header }: Table,
  columns: EvidenceTable["columns"],
  given: readonly string[],
): { readonly text: string } | { readonly wrong: string } {
  const byKey = new Map(header.map((name) => [headingKey(name), name]));
  const values = new Map<string, string>();
  const wrong: string[] = [];
  for (const pair of given) {
    const at = pair.indexOf("=");
    const column = pair.slice(0, at);
    const name = byKey.get(headingKey(column)) ?? prefixOf(column, header);
    if (at === -1 || name === undefined) {
      const meant = nearest(column, header);
      wrong.push(
        `there is no column ${inlineCode(column)}${meant === undefined ? "" : `; did you mean ${inlineCode(meant)}?`}`,
      );
    } else if (values.has(name)) wrong.push(`${inlineCode(name)} stands there twice`);
    else values.set(name, pair.slice(at + 1).trim());
  }
  for (const [name, column] of Object.entries(columns)) {
    const own = byKey.get(headingKey(name)) ?? name;
    const value = values.get(own) ?? "";
    const trouble = cellProblem(column, value);
    if (trouble !== undefined) wrong.push(`${inlineCode(own)} ${trouble}: write ${expected(column)}`);
  }
  if (wrong.length > 0) {
    const example = header.map((name) => `${/\s/.test(name) ? `"${name}"` : name}=…`).join(" ");
    return {
      wrong: `The row cannot be written:\n\n${wrong
        .slice(0, 20)
        .map((each) => `- ${each}`)
        .join("\n")}\n\nColumns: ${inlineCode(example)}`,
    };
  }
  return { text: rowOf(header.map((name) => values.get(name) ?? "")) };
}

/** A column by the beginning of its name, where only one begins so: `Window` for *Window (UTC)*. */
function prefixOf(written: string, header: readonly string[]): string | undefined {
  const key = headingKey(written);
  const [only, ...others] = key === "" ? [] : header.filter((name) => headingKey(name).startsWith(key));
  return others.length === 0 ? only : undefined;
}
