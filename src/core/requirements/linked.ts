import * as z from "zod";
import { pullRequestDocument } from "../address.ts";
import { firstFindings } from "../document/row-findings.ts";
import type { Facts } from "../facts.ts";
import { capturesIn, substitute } from "../glob.ts";
import { describeLinkPlaces, isSafeId, type LinkSearch, linkedIds, linkNeeds, linkPlacesSchema } from "../linked-id.ts";
import { patternSchema } from "../pattern.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, fail, failIfAny, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";

/** Most documents looked for: whoever names more ids is not linking to a story. */
const maxIds = 20;

const documentPath = z
  .string()
  .max(512)
  .refine((path) => capturesIn(path).length > 0 && capturesIn(path).every((name) => name === "id"), {
    error: "must contain {id}, and no other capture",
  })
  .refine((path) => !/[*?]|^\.?\/|(^|\/)\.\.?(\/|$)|\/$/.test(path), {
    error: "is the path of a file, not a glob, without ./ and ..",
  })
  .meta({ description: "The path of the document of an id, such as `docs/stories/{id}.md`." });

const optionsSchema = strict({
  id: patternSchema.meta({
    description: "What an id looks like, in RE2 syntax; of a pattern with a group, the group.",
  }),
  in: linkPlacesSchema,
  exists: documentPath.optional(),
  "such-as": z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: "An example of an id, shown in place of the pattern where none is named." }),
});

type Options = z.output<typeof optionsSchema>;

export default defineRequirement({
  kind: "linked",
  summary: "The pull request names a story, an issue or a decision, and its document exists.",
  options: optionsSchema,
  shorthand: "id",
  needs: (options) => linkNeeds(searchOf(options)),
  furtherNeeds: (options, { pullRequest }) =>
    documentsOf(options, idsOf(options, pullRequest) ?? []).map(({ path }) => ({ fact: "text", path })),
  describe: ({ in: places, exists, ...options }) =>
    `an id ${options["such-as"] === undefined ? "that matches" : "such as"} \`${shape(options)}\` in ${describeLinkPlaces(places)}${exists === undefined ? "" : `, with \`${exists}\``}`,
  evaluate(options, facts) {
    const { in: places, exists, "such-as": example } = options;
    const location = { path: pullRequestDocument };
    const ids = idsOf(options, facts.pullRequest);
    if (ids === undefined) {
      return undecidable({
        message: "The description of the pull request cannot be read, so nobody knows which id it names.",
        location,
        remedy: "Make the description shorter.",
      });
    }
    if (ids.length === 0) {
      return fail({
        message: `Nothing in ${describeLinkPlaces(places)} of the pull request ${example === undefined ? "matches" : "is an id such as"} ${quote(shape(options))}.`,
        location,
        remedy: `Name the id in ${describeLinkPlaces(places)}.`,
      });
    }
    if (exists === undefined) return failIfAny([]);
    if (ids.length > maxIds) {
      return fail({
        message: `The pull request names ${ids.length} ids such as \`${ids[0]}\`; at most ${maxIds} are looked up.`,
        location,
        remedy: "Name the ids of this change only.",
      });
    }
    const unknown = documentsOf(options, ids).find(({ path }) => facts.texts?.has(path) !== true);
    if (unknown !== undefined) {
      return undecidable({
        message: `Whether there is a file \`${unknown.path}\` could not be told.`,
        location: { path: unknown.path },
        remedy: "Check again; if it stays, look at the log of Lockstep.",
      });
    }
    return failIfAny(firstFindings(misshapen(ids), missing(options, ids, facts)));
  },
});

/** What an id looks like, for a person: an example, or the pattern. */
function shape({ id, "such-as": example }: Pick<Options, "id" | "such-as">): string {
  return example ?? id.source;
}

function searchOf({ id, in: places }: Options): LinkSearch {
  return { matches: id, in: places };
}

function idsOf(options: Options, pullRequest: Facts["pullRequest"]): readonly string[] | undefined {
  return linkedIds(searchOf(options), pullRequest);
}

/** The documents of the ids that can be part of a path. */
function documentsOf({ exists }: Options, ids: readonly string[]) {
  if (exists === undefined || ids.length > maxIds) return [];
  return ids.filter(isSafeId).map((id) => ({ id, path: substitute(exists, new Map([["id", id]])) }));
}

function* misshapen(ids: readonly string[]): Generator<Finding, void, undefined> {
  for (const id of ids.filter((one) => !isSafeId(one))) {
    yield {
      message: `${quote(id)} is no id that a document can be named after.`,
      location: { path: pullRequestDocument },
      remedy: "Use letters, digits, dots, dashes and underscores.",
    };
  }
}

function* missing(options: Options, ids: readonly string[], { texts }: Facts): Generator<Finding, void, undefined> {
  for (const { id, path } of documentsOf(options, ids)) {
    const state = texts?.get(path)?.after.state;
    if (state === "read" || state === "unread") continue;
    yield {
      message: `The pull request names \`${id}\`, and there is no file \`${path}\`.`,
      location: { path },
      remedy: `Add \`${path}\`: a regular file, not a link. Or name another id.`,
    };
  }
}
