import * as z from "zod";
import type { Requirement, RequirementKind } from "../requirement.ts";
import { requirementKinds } from "../requirements/index.ts";
import { type Trigger, triggerSchema } from "../trigger.ts";
import { didYouMean } from "./problem.ts";

/** One demand of a rule: a requirement, with a condition of its own if it has one. */
export interface Demand extends Requirement {
  readonly when?: Trigger | undefined;
}

const kinds: ReadonlyMap<string, RequirementKind> = new Map(requirementKinds.map((kind) => [kind.kind, kind]));

/** The kind of that name; throws for a name no schema would have let through. */
export function kindOf(requirement: Requirement): RequirementKind {
  const kind = kinds.get(requirement.kind);
  if (kind === undefined) throw new Error(`there is no requirement kind "${requirement.kind}"`);
  return kind;
}

/** Kinds that combine others: they may not stand inside each other. */
function isCombination(kind: RequirementKind): boolean {
  return typeof kind.options === "function";
}

function optionsOf(kind: RequirementKind, single: z.ZodType<Requirement>): z.ZodType {
  return typeof kind.options === "function" ? kind.options(single) : kind.options;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads `{ kind: options }`. One branch per kind would leave zod to guess which one was meant; the key says so, and an
 * unknown one gets a suggestion.
 */
function readDemand(
  allowed: readonly RequirementKind[],
  single: z.ZodType<Requirement>,
  withTrigger: boolean,
): z.ZodType<Demand> {
  const names = allowed.map((kind) => kind.kind);
  return z.unknown().transform((value, context): Demand => {
    const complain = (message: string, path: PropertyKey[] = []) => {
      context.issues.push({ code: "custom", message, path, input: value, params: { atKey: path.length > 0 } });
      return z.NEVER;
    };
    if (!isMapping(value)) return complain(`expected a mapping of one requirement: one of ${names.join(", ")}`);
    const keys = Object.keys(value).filter((key) => !(withTrigger && key === "when"));
    const known = keys.filter((key) => names.includes(key));
    for (const key of keys.filter((each) => !known.includes(each))) {
      const suggestion = didYouMean(key, withTrigger ? [...names, "when"] : names);
      const combination = kinds.has(key) ? "; any-of cannot stand inside any-of" : `; known: ${names.join(", ")}`;
      complain(`unknown requirement "${key}"${suggestion || combination}`, [key]);
    }
    if (known.length > 1)
      complain(`one requirement each: write ${known.join(" and ")} as separate list items`, [known[1] ?? ""]);
    const [kindName] = known;
    if (kindName === undefined && keys.length === 0) complain(`a requirement is missing: one of ${names.join(", ")}`);
    const when =
      value["when"] === undefined || !withTrigger
        ? undefined
        : triggerSchema.safeParse(value["when"], { reportInput: true });
    const forward = (issues: readonly z.core.$ZodIssue[], key: string) => {
      for (const issue of issues) context.issues.push({ ...issue, path: [key, ...issue.path] } as z.core.$ZodRawIssue);
    };
    forward(when?.error?.issues ?? [], "when");
    const kind = kinds.get(kindName ?? "");
    if (kind === undefined || kindName === undefined) return z.NEVER;
    const options = readOptions(kind, value[kindName], single);
    forward(options.issues, kindName);
    return { kind: kindName, options: options.value, ...(when?.data === undefined ? {} : { when: when.data }) };
  });
}

function readOptions(kind: RequirementKind, given: unknown, single: z.ZodType<Requirement>) {
  const { shorthand } = kind;
  const short = shorthand !== undefined && !isMapping(given);
  const parsed = optionsOf(kind, single).safeParse(short ? { [shorthand]: given } : given, { reportInput: true });
  const issues = (parsed.error?.issues ?? []).map((issue) =>
    short && issue.path[0] === shorthand ? { ...issue, path: issue.path.slice(1) } : issue,
  );
  return { value: parsed.data, issues };
}

const never = z.never() as unknown as z.ZodType<Requirement>;
const singleKinds = requirementKinds.filter((kind) => !isCombination(kind));

/** A requirement that is not a combination, as `any-of` lists them. */
const singleSchema: z.ZodType<Requirement> = readDemand(singleKinds, never, false);

/** An item of `require`, as a policy file writes it. */
export const demandSchema: z.ZodType<Demand> = readDemand(requirementKinds, singleSchema, true);

/** The same as plain branches, one per kind, for the editors' JSON Schema: what it accepts, {@link demandSchema} reads. */
export function demandBranches(): z.ZodType<Demand> {
  const branch = (kind: RequirementKind, single: z.ZodType<Requirement>, when: z.ZodRawShape) => {
    const options = optionsOf(kind, single);
    const { shorthand } = kind;
    const shape = options instanceof z.ZodObject ? (options.shape as Readonly<Record<string, z.ZodType>>) : {};
    const short = shorthand === undefined ? undefined : shape[shorthand];
    const value = short === undefined ? options : z.union([short, options]);
    return z.strictObject({ [kind.kind]: value.meta({ description: kind.summary }), ...when });
  };
  const union = (all: z.ZodType[]) => z.union(all) as unknown as z.ZodType;
  const single = union(singleKinds.map((kind) => branch(kind, never, {}))) as z.ZodType<Requirement>;
  return union(
    requirementKinds.map((kind) => branch(kind, single, { when: triggerSchema.optional() })),
  ) as z.ZodType<Demand>;
}
