import * as z from "zod";
import { addressSchema } from "../address.ts";
import { addedEntries, contentChanged, type RejectedEntry } from "../document/compare.ts";
import { locate } from "../document/locate.ts";
import { attestableIn, documentNeeds, sentence, whereabouts } from "../document/place.ts";
import { readyEntry, withReady } from "../document/ready.ts";
import type { Scope } from "../document/scope.ts";
import { tablesIn } from "../document/table-finding.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, fail, pass } from "../requirement.ts";
import { strict } from "../schema.ts";

/** Why an entry that looks new is not. */
const reasons: Readonly<Record<RejectedEntry["why"], string>> = {
  edited: "is an earlier one that was edited",
  moved: "was moved here",
  copied: "is a copy",
  empty: "says nothing",
};

/** Most rejected entries a message names. */
const mostNamed = 3;

export default defineRequirement({
  kind: "entry-added",
  summary: "A section has a new entry: a list item, a table row, or a sub-heading with text below it.",
  options: strict({
    to: addressSchema,
    "at-least": z.int().min(1).max(100).default(1).meta({ description: "How many new entries there must be." }),
  }),
  shorthand: "to",
  attestable: ({ to }) => attestableIn(to),
  needs: ({ to }) => documentNeeds(to),
  describe: (options) => `${entries(options["at-least"], "a")} ${whereabouts(options.to)}`,
  evaluate(options, facts) {
    const { to, "at-least": wanted } = options;
    const located = locate(facts, to);
    if (!located.found) return withReady(located, "- …");
    const { path, line, before, after } = located.place;
    const { added, rejected } = addedEntries(before, after);
    if (added.length >= wanted) return pass();
    const has = added.length === 0 ? "has no new entry" : `has ${entries(added.length)}, of ${wanted} asked for,`;
    const unlisted = rejected.length === 0 && contentChanged(before, after) ? [outsideEntries(after)] : [];
    const message = [sentence(to, path, has), ...rejected.slice(0, mostNamed).map(explain), ...unlisted].join(" ");
    return fail({
      message:
        rejected.length > mostNamed ? `${message} ${rejected.length - mostNamed} more are not new either.` : message,
      location: { path, line },
      remedy: `Add ${entries(wanted, "a")}: a list item, a table row, or a sub-heading with text below it. Leave earlier entries as they are.`,
      snippet: readyEntry(after),
    });
  },
});

function entries(count: number, one: "a" | 1 = 1): string {
  return count === 1 ? `${one} new entry` : `${count} new entries`;
}

/** Something new stands there, and it is no entry. */
function outsideEntries(after: Scope): string {
  const [stray] = tablesIn(after).flatMap(({ strayRowLines }) => strayRowLines);
  return stray === undefined
    ? "What is new there is no list item, row or sub-heading; plain text, code blocks and comments do not count."
    : `Line ${stray} looks like a row but stands outside the table: remove the blank line above it.`;
}

function explain({ entry, why }: RejectedEntry): string {
  const shown = entry.text === "" ? "The entry" : quote(entry.text);
  return `${shown} (line ${entry.line}) ${reasons[why]}, which is no new entry.`;
}
