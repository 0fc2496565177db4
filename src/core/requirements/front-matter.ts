import { type Address, describeAddress, parseAddress } from "../address.ts";
import type { ChangeSet } from "../change-set.ts";
import { locate, type Place } from "../document/locate.ts";
import { documentNeeds, sentence } from "../document/place.ts";
import type { Facts } from "../facts.ts";
import { describeFields, type Field, fieldProblem, fieldsSchema } from "../front-matter/field.ts";
import { type Reach, reachIn } from "../front-matter/reach.ts";
import { describeStructure, type Structure, structureProblems, structureSchema } from "../front-matter/structure.ts";
import { compileGlob, type Glob, globsSchema, matchesAny } from "../glob.ts";
import { nearest } from "../nearest.ts";
import { quote } from "../quotation.ts";
import {
  defineRequirement,
  type Finding,
  failIfAny,
  notApplicable,
  type Outcome,
  undecidable,
} from "../requirement.ts";
import { isFaultless, strict, textRead } from "../schema.ts";

/** Most names of fields that are compared for a hint. */
const mostCompared = 100;

/** Most files that a glob may mean in one change: each is read at both ends. */
const mostFiles = 200;

/** A path with a star, or with a choice in braces, is a glob; `{name}` alone is a capture. */
const isPattern = (text: string) => /\*|\{[^{}]*,/.test(text);

interface Options {
  readonly in: Address | Glob;
  readonly except?: readonly Glob[] | undefined;
  readonly fields?: readonly Field[] | undefined;
  readonly structure?: Structure | undefined;
}

export default defineRequirement({
  kind: "front-matter",
  summary: "The front matter of a document, or of every changed document that matches, has the fields asked for.",
  options: strict({
    in: textRead((text): Address | Glob => (isPattern(text) ? compileGlob(text) : parseAddress(text)))
      .refine((place) => (place.type === "glob" ? !place.pattern.includes("#") : place.headings.length === 0), {
        error: "front matter belongs to a whole document; name it without #",
      })
      .meta({ description: "A document, or a glob: every changed file that matches." }),
    except: globsSchema.optional().meta({ description: "Files that a glob of `in` matches and that are left alone." }),
    fields: fieldsSchema.optional().meta({ description: "Names, or what each named field must be." }),
    structure: structureSchema.optional().meta({ description: "What the document must look like." }),
  }).refine(({ fields, structure }) => fields !== undefined || structure !== undefined, {
    error: "fields or structure is needed",
    when: isFaultless,
  }),
  needs: (options, changeSet) => {
    const documents = documentsOf(options, changeSet);
    if (documents.length === 0 || documents.length > mostFiles) return [];
    const hasGlobs = (options.fields ?? []).some(({ type }) => type === "globs");
    return [...documents.flatMap(documentNeeds), ...(hasGlobs ? [{ fact: "tree" } as const] : [])];
  },
  describe: ({ in: place, fields, structure }) => {
    const where = place.type === "glob" ? `every changed file in \`${place.pattern}\`` : describeAddress(place);
    const asked = [
      ...(fields === undefined ? [] : [`${describeFields(fields)} in the front matter of ${where}`]),
      ...(structure === undefined ? [] : [`${describeStructure(structure)} in ${fields === undefined ? where : "it"}`]),
    ];
    return asked.join(", and ");
  },
  evaluate(options, facts) {
    const documents = documentsOf(options, facts.changeSet);
    const [first] = documents;
    if (first === undefined) return notApplicable(`no changed file in ${listOf(options)}`);
    if (documents.length > mostFiles) {
      return undecidable({
        message: `The change touches more than ${mostFiles} files in ${listOf(options)}: too many to read.`,
        location: { path: first.document },
        remedy: "Split the change.",
      });
    }
    const reachOf = reachIn(facts.tree);
    return together(documents.map((address) => judgeDocument(address, options, facts, reachOf)));
  },
});

/** All that is unmet, of all documents; what cannot be told makes the whole so. */
function together(outcomes: readonly Outcome[]): Outcome {
  const findings = outcomes.flatMap((outcome) => ("findings" in outcome ? outcome.findings : []));
  const [first, ...rest] = findings;
  if (first === undefined) return failIfAny([]);
  return outcomes.some(({ verdict }) => verdict === "error") ? undecidable(first, ...rest) : failIfAny(findings);
}

function judgeDocument(
  address: Address,
  { fields = [], structure }: Options,
  facts: Facts,
  reachOf: (pattern: string) => Reach,
): Outcome {
  const located = locate(facts, address);
  if (!located.found) return located.outcome;
  const { path, after } = located.place;
  const lacking = structure === undefined ? [] : structureProblems(structure, after.outline);
  return together([
    ...(fields.length === 0 ? [] : [judgeFields(address, located.place, fields, reachOf)]),
    failIfAny(
      lacking.map(({ predicate, line, remedy }) => ({
        message: sentence(address, path, predicate),
        location: { path, line },
        remedy,
      })),
    ),
  ]);
}

function judgeFields(
  address: Address,
  { path, after }: Place,
  fields: readonly Field[],
  reachOf: (pattern: string) => Reach,
): Outcome {
  const { frontMatter } = after.outline;
  if (frontMatter.state === "absent") {
    const names = fields.flatMap(({ name, required }) => (required ? name : []));
    if (names.length === 0) return failIfAny([]);
    return failIfAny([
      {
        message: sentence(address, path, "has no front matter"),
        location: { path, line: 1 },
        remedy: "Put a block of YAML between two lines of --- at the very top of the document.",
        snippet: `---\n${names.map((name) => `${name}: `).join("\n")}\n---`,
      },
    ]);
  }
  if (frontMatter.state === "invalid") {
    return failIfAny([
      {
        message: sentence(address, path, `has front matter that cannot be read: ${quote(frontMatter.message)}`),
        location: { path, line: frontMatter.line },
        remedy: "Make it a YAML mapping: one `name: value` a line.",
      },
    ]);
  }
  const { value, line } = frontMatter;
  return together(
    fields.map((field): Outcome => {
      const { name } = field;
      const own = Object.hasOwn(value, name) ? value[name] : undefined;
      if (isEmpty(own))
        return field.required ? failIfAny([missing(address, path, line, name, fields, value)]) : failIfAny([]);
      const problem = fieldProblem(field, own, reachOf);
      if (problem === undefined) return failIfAny([]);
      const { predicate, remedy } = problem;
      const finding: Finding = { message: sentence(address, path, predicate), location: { path, line }, remedy };
      return problem.isOpen ? undecidable(finding) : failIfAny([finding]);
    }),
  );
}

function missing(
  address: Address,
  path: string,
  line: number,
  name: string,
  fields: readonly Field[],
  value: Readonly<Record<string, unknown>>,
): Finding {
  const isThere = Object.hasOwn(value, name);
  const similar = isThere ? undefined : nearest(name, Object.keys(value).slice(0, mostCompared));
  const hint =
    similar === undefined || fields.some((field) => field.name === similar) ? "" : ` It has ${quote(similar)}.`;
  const what = isThere ? "has an empty" : "has no";
  return {
    message: `${sentence(address, path, `${what} \`${name}\` in its front matter`)}${hint}`,
    location: { path, line },
    remedy: `Give \`${name}\` a value in the front matter.`,
    snippet: `${name}: `,
  };
}

/** The document that is named, or every changed one that matches, by its path at the head. */
function documentsOf({ in: place, except = [] }: Options, { files }: ChangeSet): readonly Address[] {
  if (place.type === "address") return [place];
  return files
    .filter(({ status, path }) => status !== "removed" && place.matches(path) && !matchesAny(except, path))
    .map(({ path }): Address => ({ type: "address", written: path, document: path, headings: [] }));
}

function listOf({ in: place }: Options): string {
  return place.type === "glob" ? `\`${place.pattern}\`` : describeAddress(place);
}

/** Of characters that nobody sees: space, and what YAML writes as `\u200b`. */
const blank = /^[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]*$/u;

/** `false` and `0` are values. */
function isEmpty(value: unknown): boolean {
  if (typeof value === "string") return blank.test(value);
  if (typeof value === "object" && value !== null) return Object.values(value).every(isEmpty);
  return value === null || value === undefined;
}
