import * as z from "zod";
import { type Address, addressSchema } from "./address.ts";
import { reportNamePattern } from "./evidence/ci-report.ts";
import { type ReportSource, reportSourceSchema } from "./evidence/report-source.ts";
import { type Glob, globsSchema } from "./glob.ts";
import { type Demand, demandSchema } from "./policy/demand.ts";
import { type Enforce, enforceSchema } from "./policy/enforcement.ts";
import {
  type AttestationTerms,
  attestationTermsSchema,
  type CommandTerms,
  commandsSchema,
  roleSchema,
  type WaiverTerms,
  waiverTermsSchema,
} from "./policy/terms.ts";
import type { Role } from "./role.ts";
import { strict } from "./schema.ts";
import { type Trigger, triggerSchema } from "./trigger.ts";

/** The gates every policy has. A policy may rename them and add its own. */
export const standardGates: ReadonlyMap<string, string> = new Map([
  ["G1", "Functional"],
  ["G2", "Regression"],
  ["G3", "Observability"],
  ["G4", "Documentation"],
  ["G5", "Rollout safety"],
]);

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "use letters, digits, dots and dashes, at most 64");
/** A name with a dot would be taken for a path, and `pull-request` is the description of the pull request. */
const documentName = z
  .string()
  .regex(
    /^(?!pull-request$)[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
    'use letters, digits and dashes, at most 64, and not "pull-request"',
  );
const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be kebab-case: lower-case letters, digits and single dashes")
  .max(64);
const gateId = z
  .string()
  .regex(
    /^(?!(?:policy|hold)$)[A-Za-z][A-Za-z0-9-]{0,19}$/,
    'a gate\'s id is at most 20 letters, digits and dashes, and neither "policy" nor "hold"',
  );
const roleName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be kebab-case: lower-case letters, digits and single dashes")
  .max(64);
const reportName = z
  .string()
  .regex(reportNamePattern, "use letters, digits, dots, dashes and underscores, at most 100");
const path = z.string().min(1).max(512);

/** Fields of a rule that a lower layer may restate when the rule's owner says so. */
export const overridableFields = ["gate", "because", "when", "require", "enforce"] as const;

const documentSchema = z
  .union([
    path.transform((value): { path: string; overridable?: boolean | undefined } => ({ path: value })),
    strict({ path, overridable: z.boolean().optional() }),
  ])
  .meta({ description: "The path of a document." });

const stageSchema = strict({
  branches: globsSchema.optional(),
  environments: z.array(z.string().min(1)).optional(),
}).meta({
  description: "Where a change is going: base branches and deployment environments that belong to the stage.",
});

const gateSchema = strict({
  name: z.string().min(1).max(60).optional(),
  enforce: enforceSchema.optional(),
  overridable: z.boolean().optional(),
  waivers: waiverTermsSchema.optional(),
});

function ruleSchema(demand: z.ZodType<Demand>) {
  return strict({
    id: id.meta({ description: "Names the rule in reports and commands; kebab-case." }),
    gate: gateId.optional().meta({ description: "The gate the rule belongs to." }),
    because: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .meta({ description: "Why the rule exists, for the person it stops." }),
    when: triggerSchema.optional(),
    require: z
      .array(demand)
      .min(1)
      .max(50)
      .optional()
      .meta({ description: "What must be true once the rule is awake." }),
    enforce: enforceSchema.optional(),
    locked: z
      .boolean()
      .optional()
      .meta({ description: "In an organisation's policy: nobody below may change or waive the rule." }),
    overridable: z.array(z.enum(overridableFields)).optional(),
    waivers: waiverTermsSchema.optional(),
  }).meta({
    description:
      "A row of the trigger matrix. Only a rule that restates fields of an inherited one may leave out gate, when and require.",
  });
}

/** The schema of one policy file, over the schema of a demand: one for reading, one for the editors' JSON Schema. */
export function layerSchema(demand: z.ZodType<Demand>) {
  return strict({
    version: z.literal(1, { error: "version must be 1" }),
    extends: z.array(name).max(20).optional().meta({ description: "Built-in presets, by name." }),
    documents: z
      .record(documentName, documentSchema)
      .optional()
      .meta({ description: "The canonical documents: short names for paths." }),
    "documentation-order": z
      .array(addressSchema)
      .max(50)
      .optional()
      .meta({ description: "The order in which a to-do list names documents." }),
    stages: z.record(name, stageSchema).optional(),
    gates: z.record(gateId, gateSchema).optional(),
    rules: z.array(ruleSchema(demand)).max(500).optional(),
    waivers: waiverTermsSchema.optional(),
    attestations: attestationTermsSchema.optional(),
    roles: z
      .record(roleName, roleSchema)
      .optional()
      .meta({ description: "Roles whose approval rules can ask for: who has each." }),
    commands: commandsSchema.optional(),
    reports: z
      .record(reportName, reportSourceSchema)
      .optional()
      .meta({ description: "Where the app finds the CI reports that rules name." }),
  });
}

/** The schema a policy file is read with. */
export const policyLayerSchema = layerSchema(demandSchema);

/** One policy file as it was read: a preset, an organisation's policy, or a repository's. */
export type PolicyFile = z.output<typeof policyLayerSchema>;

/** A rule as one file writes it. */
export type RuleInput = NonNullable<PolicyFile["rules"]>[number];

/** The policy that holds for a repository: all layers put together and every name resolved. */
export interface Policy {
  readonly documents: ReadonlyMap<string, string>;
  readonly documentationOrder: readonly Address[];
  readonly stages: readonly Stage[];
  /** In the order of the report: the standard gates, then the policy's own. */
  readonly gates: readonly Gate[];
  readonly rules: readonly Rule[];
  /** By name. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly commands: CommandTerms;
  /** Where CI reports come from, by the names rules give them. */
  readonly reports: ReadonlyMap<string, ReportSource>;
}

export interface Stage {
  readonly name: string;
  readonly branches: readonly Glob[];
  readonly environments: readonly string[];
}

export interface Gate {
  readonly id: string;
  readonly name: string;
  readonly enforce: Enforce;
}

/** Whose policy a rule comes from. */
export type Owner = "organisation" | "repository";

/** A row of the trigger matrix: when + require, in one gate. */
export interface Rule {
  readonly id: string;
  readonly gate: string;
  readonly because?: string | undefined;
  readonly when: Trigger;
  readonly require: readonly Demand[];
  /** Of the rule itself; the weaker of this and the gate's holds. */
  readonly enforce?: Enforce | undefined;
  /** What the owner's policy says of the gate: for an organisation's rule the repository cannot go below it. */
  readonly gateEnforce: Enforce;
  readonly owner: Owner;
  /** Neither overridable nor waivable by a lower layer. */
  readonly locked: boolean;
  /** Of the rule, its gate and its owner's policy put together. */
  readonly waivers: WaiverTerms;
  /** The same for attestations. */
  readonly attestations: AttestationTerms;
  /** The layer that declares it: a file, or `preset NAME`. */
  readonly layer: string;
}
