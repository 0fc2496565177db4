import * as z from "zod";
import { addressSchema } from "../address.ts";
import { rowsAtHead } from "../document/head-rows.ts";
import { locate } from "../document/locate.ts";
import { documentNeeds, nameOf, sentence, whereabouts } from "../document/place.ts";
import { readyTable, withReady } from "../document/ready.ts";
import { firstFindings, type TablePlace } from "../document/row-findings.ts";
import { missingTable } from "../document/table-finding.ts";
import { headingKey, type Row } from "../document.ts";
import type { Facts } from "../facts.ts";
import { globsSchema, matchesAny } from "../glob.ts";
import { lostText } from "../lost-text.ts";
import { patternSchema } from "../pattern.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, fail, failIfAny, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";
import { idsIn, lineOf } from "../traces/mentions.ts";
import { listPatterns } from "../wording.ts";

/** Most files that are searched. */
const maxFiles = 2_000;

const optionsSchema = strict({
  ids: patternSchema.meta({
    description: "What an id looks like, in RE2 syntax; of a pattern with a group, the group.",
  }),
  in: globsSchema.meta({ description: "The files in which ids are looked for." }),
  except: globsSchema.optional().meta({ description: "Files among them that are left alone." }),
  matrix: addressSchema.meta({ description: "Where the table is." }),
  column: z
    .string()
    .trim()
    .max(200)
    .refine((name) => headingKey(name) !== "", { error: "a column has a name" })
    .meta({ description: "The column that names the id of each row." }),
  unmentioned: z
    .enum(["fail", "allow"])
    .default("fail")
    .meta({ description: "Whether the id of a row may stand in no file." }),
});

type Options = z.output<typeof optionsSchema>;

/** Where ids stand: the first file and line of each. */
type Mentions = ReadonlyMap<string, { readonly path: string; readonly text: string }>;

export default defineRequirement({
  kind: "traced",
  summary: "Every id that files mention has a row in a table, and files mention the id of every row.",
  options: optionsSchema,
  needs: ({ matrix }) => [{ fact: "tree" }, ...documentNeeds(matrix)],
  furtherNeeds: (options, facts) => {
    const paths = searched(options, facts) ?? [];
    return paths.length > maxFiles ? [] : paths.map((path) => ({ fact: "text-at-head", path }));
  },
  describe: ({ ids, in: globs, matrix, column, unmentioned: rowsAlone }) => {
    const files = listPatterns(globs);
    const where = rowsAlone === "allow" ? `in ${files} to stand` : `both in ${files} and`;
    return `each id that matches \`${ids.source}\` ${where} as *${column}* ${whereabouts(matrix)}`;
  },
  evaluate(options, facts) {
    const { matrix: address, column } = options;
    const located = locate(facts, address);
    if (!located.found) return withReady(located, readyTable([column]));
    const { path, before, after } = located.place;
    const place = { address, path };
    const table = rowsAtHead(after, [column]);
    if (!table.found) return fail(missingTable(place, table, { before, wanted: [column] }));
    const mentions = readMentions(options, facts);
    if ("message" in mentions) return undecidable(mentions);
    const traced = table.rows.map((row) => ({ row, ids: idsIn(options.ids, row.cells[0] ?? "") }));
    const rows = new Map(traced.flatMap(({ row, ids }) => ids.map((id) => [id, row] as const)));
    return failIfAny(
      firstFindings(
        rows.size === 0 ? [noIds(options, place, table.line)] : [],
        nameless(options, place, traced),
        untraced(options, place, mentions, rows),
        options.unmentioned === "fail" ? unmentioned(options, place, mentions, rows) : [],
      ),
    );
  },
});

/** Regular files at the head that are searched: not the table's own document, whose rows would prove themselves. */
function searched(
  { in: globs, except = [], matrix }: Options,
  { tree, documents }: Facts,
): readonly string[] | undefined {
  const own = new Set([matrix.document, documents?.get(matrix.document)?.movedTo]);
  return tree?.filter((path) => !own.has(path) && matchesAny(globs, path) && !matchesAny(except, path));
}

/** The ids of all files, or why they are not known. */
function readMentions(options: Options, facts: Facts): Mentions | Finding {
  const paths = searched(options, facts);
  const location = { path: options.in[0]?.pattern ?? "", isGlob: true } as const;
  const remedy = "Narrow the policy's `in`, or take generated and bundled files out with `except`.";
  if (paths === undefined) {
    return {
      message: "The files at the head could not be listed.",
      location,
      remedy: "Check again; if it stays, look at the log of Lockstep.",
    };
  }
  if (paths.length > maxFiles) {
    const message = `${paths.length} files match ${listPatterns(options.in)}; at most ${maxFiles} are searched.`;
    return { message, location, remedy };
  }
  const mentions = new Map<string, { readonly path: string; readonly text: string }>();
  for (const path of paths) {
    if (facts.lostTexts?.has(path)) return lostText(path, "could not be searched");
    const state = facts.textsAtHead?.get(path);
    if (state === undefined || state.state === "unread") {
      const why = state === undefined ? "there is more text than is read" : `it ${state.why}`;
      return { message: `${quote(path)} could not be searched: ${why}.`, location: { path }, remedy };
    }
    if (state.state !== "read") continue;
    for (const id of idsIn(options.ids, state.text)) {
      if (!mentions.has(id)) mentions.set(id, { path, text: state.text });
    }
  }
  return mentions;
}

function noIds({ ids, column }: Options, { address, path }: TablePlace, line: number): Finding {
  return {
    message: sentence(address, path, `has no row whose *${column}* matches \`${ids.source}\``),
    location: { path, line },
    remedy: "Add a row for each requirement.",
  };
}

type Traced = readonly { readonly row: Row; readonly ids: readonly string[] }[];

function* nameless({ column }: Options, { path }: TablePlace, traced: Traced): Generator<Finding, void, undefined> {
  for (const { row, ids } of traced) {
    if (ids.length > 0) continue;
    yield {
      message: `The row in line ${row.line} of ${nameOf(path)} names no id: *${column}* is ${quote(row.cells[0] ?? "")}.`,
      location: { path, line: row.line },
      remedy: "Write the id of the requirement there.",
    };
  }
}

/** Ids of files without a row. */
function* untraced(
  { ids }: Options,
  { address, path }: TablePlace,
  mentions: Mentions,
  rows: ReadonlyMap<string, Row>,
): Generator<Finding, void, undefined> {
  for (const [id, { path: file, text }] of mentions) {
    if (rows.has(id)) continue;
    const line = lineOf(ids, text, id);
    yield {
      message: `${quote(id)} stands in line ${line} of ${quote(file)} and has no row ${whereabouts({ ...address, document: path })}.`,
      location: { path: file, line },
      remedy: "Add a row for it, or correct the id.",
    };
  }
}

/** Rows whose id no file mentions. */
function* unmentioned(
  options: Options,
  { path }: TablePlace,
  mentions: Mentions,
  rows: ReadonlyMap<string, Row>,
): Generator<Finding, void, undefined> {
  for (const [id, { line }] of rows) {
    if (mentions.has(id)) continue;
    yield {
      message: `${quote(id)} in line ${line} of ${nameOf(path)} stands in no file of ${listPatterns(options.in)}.`,
      location: { path, line },
      remedy: "Name the id where it is implemented or tested, or remove the row.",
    };
  }
}
