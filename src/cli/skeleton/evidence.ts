import { resolve } from "node:path";
import { editText } from "../../adapters/files/files.ts";
import { readyHeading, readyRow, readyTable } from "../../core/document/ready.ts";
import { sectionsIn } from "../../core/document/scope.ts";
import { headingKey, type Outline, type Table } from "../../core/document.ts";
import { type EvidenceTable, evidenceTables, tablesMeant } from "../../core/evidence-table.ts";
import { UserError } from "../../core/user-error.ts";
import { readMarkdown } from "../../read/markdown.ts";
import { renderProblems } from "../../render/problems.ts";
import type { ExitStatus, Io } from "../io.ts";
import { fromHere, repositoryTop } from "../top.ts";
import { readWorkingPolicy } from "../working-policy.ts";

/** `lockstep new evidence [DOCUMENT]`: a row to fill in, below the last one of an evidence table. */
export async function runNewEvidence(
  name: string | undefined,
  options: { readonly policy?: string; readonly orgPolicy?: string; readonly directory?: string },
  io: Io,
): Promise<ExitStatus> {
  const { policy, errors } = await readWorkingPolicy(io, options.policy, options.orgPolicy, options.directory);
  if (policy === undefined) {
    io.stderr(renderProblems(errors, io));
    return 2;
  }
  const all = evidenceTables(policy).filter(({ address }) => !address.document.includes("{"));
  const meant = name === undefined ? all : tablesMeant(name, policy);
  const [table, ...others] = meant;
  if (table === undefined || others.length > 0) {
    const names = (meant.length > 0 ? meant : all).map(({ address }) => `"${address.written}"`);
    throw new UserError(
      "which-table",
      names.length === 0 ? "the policy asks for no evidence rows" : "name one evidence table",
      names.length === 0 ? undefined : `There are ${names.join(", ")}.`,
    );
  }
  const path = resolve(await repositoryTop(io, options.directory), table.address.document);
  let line: number | undefined;
  await editText(path, (text) => {
    line = rowLine(text, table);
    return withRow(text, table);
  });
  io.stdout(`wrote a row into ${fromHere(io, path)}${line === undefined ? "" : `, line ${line}`}\n`);
  return 0;
}

/** The text with a row to fill in, which counts as none until somebody does; with table and heading where they are missing. */
function withRow(text: string, { address, columns }: EvidenceTable): string {
  const outline = readMarkdown(text);
  const found = tableIn(outline, { address, columns });
  const lines = text.split("\n");
  if (found !== undefined) {
    const at = lastLine(found);
    return [...lines.slice(0, at), readyRow(found.header, columns), ...lines.slice(at)].join("\n");
  }
  const section = sectionOf(outline, address.headings.at(-1));
  const table = readyTable(Object.keys(columns), columns);
  if (section === undefined) {
    const heading = readyHeading(address);
    return `${[text.trimEnd(), heading?.trimEnd(), table].filter(Boolean).join("\n\n")}\n`;
  }
  const before = lines.slice(0, section.endLine).join("\n").trimEnd();
  const after = lines.slice(section.endLine).join("\n").trim();
  return `${[before, table, after].filter((part) => part !== "").join("\n\n")}\n`;
}

function rowLine(text: string, table: EvidenceTable): number | undefined {
  const found = tableIn(readMarkdown(text), table);
  return found === undefined ? undefined : lastLine(found) + 1;
}

function lastLine({ rows, line }: Table): number {
  return rows.at(-1)?.line ?? line + 1;
}

function sectionOf(outline: Outline, heading: string | undefined) {
  if (heading === undefined) return outline.sections[0];
  return outline.sections.find(({ key }) => key === headingKey(heading));
}

function tableIn(outline: Outline, { address, columns }: EvidenceTable): Table | undefined {
  const section = sectionOf(outline, address.headings.at(-1));
  if (section === undefined) return undefined;
  const wanted = Object.keys(columns).map(headingKey);
  return sectionsIn({ outline, sections: [section] })
    .flatMap(({ blocks }) => blocks.filter((block) => block.type === "table"))
    .find(({ header }) => wanted.every((name) => header.map(headingKey).includes(name)));
}
