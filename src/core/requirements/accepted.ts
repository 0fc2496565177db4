import * as z from "zod";
import { addressSchema, pullRequestDocument } from "../address.ts";
import { findFields } from "../document/field.ts";
import { locate } from "../document/locate.ts";
import { nameOf, sentence, whereabouts } from "../document/place.ts";
import { type Scope, sectionsIn } from "../document/scope.ts";
import { headingKey, type Item } from "../document.ts";
import type { Facts, LineOrigin } from "../facts.ts";
import { isSameLogin } from "../grantee.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, fail, type Outcome, pass, pending, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";

const words = z.union([
  z
    .string()
    .min(1)
    .transform((word) => [word]),
  z.array(z.string().min(1)).min(1).max(10),
]);

export default defineRequirement({
  kind: "accepted",
  summary: "A document says that it is accepted, and somebody other than the author of the change set that line.",
  options: strict({
    in: addressSchema,
    field: z.string().min(1).max(200).default("Status").meta({ description: "The field whose value says so." }),
    value: words.default(["Accepted"]).meta({ description: "The values that count, without case." }),
    box: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: "The text of a task that must be ticked, instead of a field." }),
  }).refine((options) => options.in.document !== pullRequestDocument, {
    error: "a pull request does not tell who wrote which line of its description; name a document",
    path: ["in"],
  }),
  shorthand: "in",
  awaits: "people",
  needs: (options) => [
    { fact: "document", path: options.in.document },
    { fact: "line-origins", path: options.in.document },
  ],
  describe: (options) =>
    options.box === undefined
      ? `*${options.field}: ${options.value.join(" or ")}* ${whereabouts(options.in)}, set by somebody other than the author`
      : `the task *${options.box}* ticked ${whereabouts(options.in)} by somebody other than the author`,
  evaluate(options, facts) {
    const located = locate(facts, options.in);
    if (!located.found) return located.outcome;
    const { path, line, after } = located.place;
    const found = options.box === undefined ? statusOf(after, options.field, options.value) : boxOf(after, options.box);
    if (found.state !== "set") {
      const what =
        options.box === undefined ? `*${options.field}: ${options.value[0]}*` : `the ticked task *${options.box}*`;
      return pending({
        message: `${sentence(options.in, path, `does not say ${what}`)}${found.state === "other" ? ` It says ${quote(found.text)}.` : ""}`,
        location: { path, line: found.line ?? line },
        remedy: "Somebody other than the author of the change sets it, on one line, in a commit of their own.",
      });
    }
    const { loneReturn } = after.outline;
    if (loneReturn !== undefined && loneReturn < found.line) return undecidable(miscounted(path, loneReturn));
    return setByAnother(options.in.document, path, found.line, facts);
  },
});

type Found =
  | { readonly state: "set"; readonly line: number }
  | { readonly state: "other"; readonly line: number; readonly text: string }
  | { readonly state: "absent"; readonly line?: undefined };

function statusOf(after: Scope, field: string, values: readonly string[]): Found {
  const found = findFields(after, [field]).get(field);
  if (found?.inline === undefined) return { state: "absent" };
  const wanted = new Set(values.map(headingKey));
  return wanted.has(headingKey(found.inline))
    ? { state: "set", line: found.line }
    : { state: "other", line: found.line, text: found.inline };
}

function boxOf(after: Scope, text: string): Found {
  const items = sectionsIn(after).flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.type === "list" ? block.items.flatMap(withNested) : [])),
  );
  // Only what stands on one line has one author.
  const matching = items.filter(
    (item) => item.task !== undefined && item.wrapped !== true && headingKey(item.text) === headingKey(text),
  );
  // Two boxes of the same text: both must be ticked, or it is not clear which one counts.
  const open = matching.find(({ task }) => task === "open");
  const first = open ?? matching[0];
  if (first === undefined) return { state: "absent" };
  return open === undefined
    ? { state: "set", line: first.line }
    : { state: "other", line: open.line, text: `[ ] ${open.text}` };
}

/** git and whoever reads Markdown do not mean the same by line 5: the origin of one would be told of another. */
function miscounted(path: string, line: number): Finding {
  return {
    message: `Line ${line} of ${nameOf(path)} ends with a carriage return alone, so it cannot be told who set the lines below it.`,
    location: { path, line },
    remedy: "End lines with a line feed.",
  };
}

function withNested(item: Item): readonly Item[] {
  return [item, ...item.items.flatMap(withNested)];
}

/** Whoever set the line: git lets anybody write any name into a commit, so the committer counts as well as the authors. */
function setByAnother(document: string, path: string, line: number, facts: Facts): Outcome {
  const location = { path, line };
  const origin: LineOrigin | undefined = facts.lineOrigins?.get(document)?.[line - 1];
  const authors = [
    ...(facts.authorNames ?? []),
    ...(facts.pullRequest.author === undefined ? [] : [facts.pullRequest.author]),
  ];
  if (origin === undefined || authors.length === 0) {
    return undecidable({
      message: `Who set line ${line} of ${nameOf(path)} cannot be told.`,
      location,
      remedy:
        authors.length === 0
          ? "Say who the author of the change is: --pull-request FILE with `author`."
          : "Have somebody else set it in a commit of their own.",
    });
  }
  const commit = origin.commit.slice(0, 7);
  if (origin.people.some((person) => authors.some((author) => isSameLogin(author, person)))) {
    return fail({
      message: `Line ${line} of ${nameOf(path)} was set by the author of this change, in \`${commit}\`.`,
      location,
      remedy: "Somebody else has to set it, in a commit of their own; whoever commits it again takes it over.",
    });
  }
  if (origin.unknown) {
    return fail({
      message: `Line ${line} of ${nameOf(path)} was set in \`${commit}\`, whose author or committer is no account that is known.`,
      location,
      remedy: "Set it in a commit whose mail address belongs to an account.",
    });
  }
  return pass();
}
