import * as z from "zod";
import { type Address, addressSchema, describeAddress } from "../address.ts";
import { announcementsIn, announcesByField } from "../announced/announcement.ts";
import { type Cover, coverOf } from "../announced/cover.ts";
import { touchedPaths } from "../change-set.ts";
import { locate, type Place } from "../document/locate.ts";
import { capitalised, documentNeeds, nameOf } from "../document/place.ts";
import { firstFindings } from "../document/row-findings.ts";
import type { Facts } from "../facts.ts";
import { globsSchema, matchesAny } from "../glob.ts";
import { filesFieldSchema } from "../packets/files.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, failIfAny, type Outcome, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";

const optionsSchema = strict({
  in: z.union([addressSchema.transform((address) => [address]), z.array(addressSchema).min(1).max(20)]).meta({
    description: "Where files are announced: one place or several, of which any may announce a file.",
  }),
  except: globsSchema.optional().meta({ description: "Files that need not be announced." }),
  files: filesFieldSchema,
  untouched: z
    .enum(["fail", "allow"])
    .default("allow")
    .meta({ description: "Whether files may be announced that the change does not touch." }),
  widest: z
    .int()
    .min(0)
    .max(10)
    .default(1)
    .meta({ description: "The widest glob that announces anything has so many segments without `*` and `?`." }),
});

type Options = z.output<typeof optionsSchema>;

export default defineRequirement({
  kind: "scope",
  summary:
    "Every changed file is announced: by a work packet, by the proposed changes of a runbook, or by a section about scope.",
  options: optionsSchema,
  shorthand: "in",
  needs: (options) => options.in.flatMap(documentNeeds),
  describe: (options) => `every changed file to be announced in ${placesOf(options.in)}`,
  evaluate(options, facts) {
    const located = options.in.map((address) => ({ address, ...locate(facts, address) }));
    const places = located.flatMap((one) => (one.found ? one.place : []));
    const missing = located.flatMap((one) => (one.found ? [] : one.outcome));
    // Nothing is announced where there is no place for it: the place is what is missing.
    if (places.length === 0) return verdictOf(missing, []);
    const announcements = places.flatMap(({ after, path }) => announcementsIn(after, path, options.files));
    const cover = coverOf(announcements, facts.changeSet.files.flatMap(touchedPaths), options.widest);
    if (cover === undefined) return undecidable(tooMuch(places));
    const findings = firstFindings(
      unannounced(options, facts, cover, places),
      options.untouched === "fail" ? untouched(cover, places) : [],
    );
    // A place that is not there announces nothing; where nothing is missing because of that, nothing is said about it.
    if (findings.length === 0) return failIfAny([]);
    return verdictOf(missing, [...findings, ...remarks(options, cover, places)]);
  },
});

/** Blocks; what could not be read makes it undecidable. */
function verdictOf(missing: readonly Outcome[], findings: readonly Finding[]): Outcome {
  const all = [...findings, ...missing.flatMap((outcome) => ("findings" in outcome ? outcome.findings : []))];
  const [first, ...rest] = all;
  const isUndecided = missing.some(({ verdict }) => verdict === "error");
  return first !== undefined && isUndecided ? undecidable(first, ...rest) : failIfAny(all);
}

function* unannounced(
  options: Options,
  { changeSet }: Facts,
  cover: Cover,
  places: readonly Place[],
): Generator<Finding, void, undefined> {
  // Where a field names files, a line below it would announce nothing.
  const byField = places.some(({ after }) => announcesByField(after, options.files));
  // What announces is written for this change: it need not announce itself.
  const own = new Set(options.in.map(({ document }) => document));
  for (const path of new Set(changeSet.files.flatMap(touchedPaths))) {
    if (own.has(path) || cover.has(path) || matchesAny(options.except ?? [], path)) continue;
    yield {
      message: `${quotePath(path)} is changed and not announced.`,
      location: { path },
      remedy: `${byField ? `Name it behind *${options.files}*` : "Announce it"} in ${placesOf(options.in)}, or leave it for another pull request.`,
      snippet: byField ? quotePath(path) : `- ${quotePath(path)}`,
    };
  }
}

function* untouched({ untouched: names }: Cover, places: readonly Place[]): Generator<Finding, void, undefined> {
  for (const name of names) {
    yield {
      message: `${quote(name)} is announced and not touched.`,
      location: locationOf(places),
      remedy: "Take it out of what is announced, or make the change.",
    };
  }
}

/** What may explain that files are not announced, beside findings that block. */
function remarks(options: Options, { tooWide, untouched: names }: Cover, places: readonly Place[]): readonly Finding[] {
  const location = locationOf(places);
  const wide: Finding = {
    message: `${list(tooWide)} ${tooWide.length === 1 ? "is" : "are"} too wide to announce anything.`,
    location,
    remedy: `Name files, or globs with at least ${options.widest === 1 ? "one segment" : `${options.widest} segments`} without \`*\` and \`?\`.`,
  };
  const idle: Finding = {
    message: `Announced and not touched: ${list(names)}.`,
    location,
    remedy: "Nothing has to be done about that; look whether one of them was misspelt.",
  };
  return [...(tooWide.length > 0 ? [wide] : []), ...(options.untouched === "allow" && names.length > 0 ? [idle] : [])];
}

function tooMuch(places: readonly Place[]): Finding {
  return {
    message: `${capitalised(nameOf(places[0]?.path ?? ""))} announces more globs than can be compared with this change.`,
    location: locationOf(places),
    remedy: "Announce files and directories instead of globs.",
  };
}

function locationOf([place]: readonly Place[]): Finding["location"] {
  return place === undefined ? { path: "" } : { path: place.path, line: place.line };
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(quote).join(", ");
  return names.length > 10 ? `${shown} and more` : shown;
}

function placesOf(addresses: readonly Address[]): string {
  return addresses.map(describeAddress).join(" or ");
}

function quotePath(path: string): string {
  return `\`${path.replaceAll("`", "'")}\``;
}
