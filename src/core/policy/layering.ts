import type { Address } from "../address.ts";
import type { ReportSource } from "../evidence/report-source.ts";
import {
  type Owner,
  overridableFields,
  type PolicyFile,
  type RuleInput,
  type Stage,
  standardGates,
} from "../policy.ts";
import type { Role } from "../role.ts";
import type { Trigger } from "../trigger.ts";
import type { Demand } from "./demand.ts";
import { type Enforce, forStages, stricter } from "./enforcement.ts";
import type { PolicyPath, PolicyProblem, Reference } from "./problem.ts";
import type { AttestationTerms, CommandTerms, WaiverTerms } from "./terms.ts";

/** One file of a policy, in the order in which files lie on each other: lowest first. */
export interface PolicyLayer {
  /** A path, or `preset NAME`; unique among the layers. */
  readonly name: string;
  /** Presets belong to whoever extends them. */
  readonly owner: Owner;
  readonly file: PolicyFile;
}

/** Where a value of the layered policy was written. */
export interface Origin {
  readonly layer: string;
  readonly path: PolicyPath;
}

type Refuse = (path: PolicyPath, message: string, refersTo?: Reference) => void;

type RuleField = (typeof overridableFields)[number];

/** A rule while layers are put on each other; every field remembers where it came from. */
export interface RuleDraft {
  readonly id: string;
  readonly owner: Owner;
  readonly layer: string;
  readonly at: Origin;
  locked: boolean;
  overridable: readonly RuleField[];
  gate?: Written<string>;
  because?: Written<string>;
  when?: Written<Trigger>;
  require?: Written<readonly Demand[]>;
  enforce?: Written<Enforce>;
  waivers?: WaiverTerms;
}

interface Written<T> {
  readonly value: T;
  readonly at: Origin;
}

interface DocumentDraft extends Written<string> {
  readonly owner: Owner;
  readonly overridable: boolean;
}

interface StageDraft {
  readonly stage: Stage;
  readonly owner: Owner;
  readonly at: Origin;
}

interface GateDraft {
  name?: string;
  readonly enforce: Map<Owner, Written<Enforce>>;
  readonly waivers: Map<Owner, WaiverTerms>;
  overridable: boolean;
}

/** All layers put together; names are not resolved yet. */
export interface PolicyDraft {
  readonly documents: ReadonlyMap<string, DocumentDraft>;
  readonly documentationOrder: readonly Written<Address>[];
  readonly stages: ReadonlyMap<string, StageDraft>;
  readonly gates: ReadonlyMap<string, GateDraft>;
  readonly rules: ReadonlyMap<string, RuleDraft>;
  readonly waivers: ReadonlyMap<Owner, WaiverTerms>;
  readonly attestations: ReadonlyMap<Owner, AttestationTerms>;
  readonly roles: ReadonlyMap<string, Role & { readonly owner: Owner }>;
  readonly commands: CommandTerms;
  readonly reports: ReadonlyMap<string, Written<ReportSource> & { readonly owner: Owner }>;
}

/**
 * Puts layers on each other. Layers add. Whoever owns a thing may restate it; the repository may restate what the
 * organisation owns only where the organisation marks it overridable, and may always make a gate stricter.
 */
export function layerPolicies(layers: readonly PolicyLayer[]): {
  draft: PolicyDraft;
  problems: readonly PolicyProblem[];
} {
  const problems: PolicyProblem[] = [];
  const documents = new Map<string, DocumentDraft>();
  const stages = new Map<string, StageDraft>();
  const gates = new Map<string, GateDraft>(
    [...standardGates].map(([id, name]) => [id, { name, enforce: new Map(), waivers: new Map(), overridable: false }]),
  );
  const rules = new Map<string, RuleDraft>();
  const waivers = new Map<Owner, WaiverTerms>();
  const attestations = new Map<Owner, AttestationTerms>();
  const roles = new Map<string, Role & { owner: Owner }>();
  const reports = new Map<string, Written<ReportSource> & { owner: Owner }>();
  const commands: CommandTerms = {};
  const commandOwners = new Map<string, Owner>();
  let documentationOrder: readonly Written<Address>[] = [];

  for (const { name: layer, owner, file } of layers) {
    const refuse: Refuse = (path, message, refersTo) =>
      problems.push({ layer, path, message, ...(refersTo && { refersTo }) });
    // Stages, roles and reports of a preset are defaults: where the organisation has its own, those stand.
    const yields = layer.startsWith("preset ");

    for (const [name, document] of Object.entries(file.documents ?? {})) {
      const path = ["documents", name];
      const below = documents.get(name);
      const mayRestate = below === undefined || below.owner === owner;
      if (!mayRestate && !below.overridable && below.value !== document.path) {
        refuse(path, `document "${name}" belongs to the organisation's policy and is not overridable`);
        continue;
      }
      documents.set(name, {
        value: document.path,
        owner: below?.owner ?? owner,
        overridable: (mayRestate ? document.overridable : undefined) ?? below?.overridable ?? false,
        at: { layer, path },
      });
    }

    for (const [name, stage] of Object.entries(file.stages ?? {})) {
      const path = ["stages", name];
      const below = stages.get(name);
      if (below !== undefined && below.owner !== owner) {
        if (!yields) refuse(path, `stage "${name}" belongs to the organisation's policy`);
        continue;
      }
      const { branches = [], environments = [] } = stage;
      stages.set(name, { stage: { name, branches, environments }, owner, at: { layer, path } });
    }

    for (const [id, gate] of Object.entries(file.gates ?? {})) {
      const draft: GateDraft = gates.get(id) ?? { enforce: new Map(), waivers: new Map(), overridable: false };
      gates.set(id, draft);
      if (gate.name !== undefined) draft.name = gate.name;
      if (gate.enforce !== undefined)
        draft.enforce.set(owner, { value: gate.enforce, at: { layer, path: ["gates", id, "enforce"] } });
      if (gate.waivers !== undefined) draft.waivers.set(owner, { ...draft.waivers.get(owner), ...gate.waivers });
      if (gate.overridable !== undefined && owner === "organisation") draft.overridable = gate.overridable;
    }

    const seen = new Map<string, number>();
    for (const [index, rule] of (file.rules ?? []).entries()) {
      const path = ["rules", index];
      if (seen.has(rule.id)) {
        refuse([...path, "id"], `rule "${rule.id}" stands twice in this file`);
        continue;
      }
      seen.set(rule.id, index);
      const below = rules.get(rule.id);
      if (below === undefined) rules.set(rule.id, draftRule(rule, layer, owner, path));
      else if (below.layer !== layer && below.layer.startsWith("preset ") && layer.startsWith("preset ")) {
        refuse([...path, "id"], `rule "${rule.id}" stands in ${below.layer} as well`);
      } else restate(below, rule, layer, owner, path, refuse);
    }

    if (file["documentation-order"] !== undefined) {
      documentationOrder = file["documentation-order"].map((value, index) => ({
        value,
        at: { layer, path: ["documentation-order", index] },
      }));
    }
    if (file.waivers !== undefined) waivers.set(owner, { ...waivers.get(owner), ...file.waivers });
    if (file.attestations !== undefined) attestations.set(owner, { ...attestations.get(owner), ...file.attestations });

    for (const [name, role] of Object.entries(file.roles ?? {})) {
      const below = roles.get(name);
      if (below !== undefined && below.owner !== owner) {
        if (!yields) refuse(["roles", name], `role "${name}" belongs to the organisation's policy`);
      } else roles.set(name, { type: "role", name, who: role.who, self: role.self ?? false, owner });
    }
    for (const [name, value] of Object.entries(file.reports ?? {})) {
      const path = ["reports", name];
      if ((reports.get(name)?.owner ?? owner) !== owner) {
        if (!yields) refuse(path, `report "${name}" belongs to the organisation's policy`);
      } else reports.set(name, { value, owner, at: { layer, path } });
    }
    for (const [name, terms] of Object.entries(file.commands ?? {})) {
      if (terms === undefined) continue;
      if ((commandOwners.get(name) ?? owner) !== owner)
        refuse(["commands", name], `the terms of "${name}" belong to the organisation's policy`);
      else Object.assign(commands, { [name]: terms });
      commandOwners.set(name, commandOwners.get(name) ?? owner);
    }
  }
  const terms = { waivers, attestations, roles, commands, reports };
  return { draft: { documents, documentationOrder, stages, gates, rules, ...terms }, problems };
}

function draftRule(rule: RuleInput, layer: string, owner: Owner, path: PolicyPath): RuleDraft {
  const { id, locked = false, overridable = [] } = rule;
  const draft: RuleDraft = { id, owner, layer, locked, overridable, at: { layer, path } };
  for (const field of overridableFields) setField(draft, rule, field, layer, path);
  if (rule.waivers !== undefined) draft.waivers = rule.waivers;
  return draft;
}

function setField(draft: RuleDraft, rule: RuleInput, field: RuleField, layer: string, path: PolicyPath): void {
  const value = rule[field];
  if (value !== undefined) Object.assign(draft, { [field]: { value, at: { layer, path: [...path, field] } } });
}

function restate(
  below: RuleDraft,
  rule: RuleInput,
  layer: string,
  owner: Owner,
  path: PolicyPath,
  refuse: Refuse,
): void {
  const isOwner = below.owner === owner;
  for (const field of overridableFields) {
    if (rule[field] === undefined) continue;
    if (isOwner || below.overridable.includes(field)) setField(below, rule, field, layer, path);
    else {
      const reason = below.locked ? "and is locked" : `which does not mark "${field}" overridable`;
      const message = `rule "${rule.id}" belongs to the organisation's policy, ${reason}`;
      refuse([...path, field], message, { to: "rule", name: rule.id });
    }
  }
  if (isOwner) {
    below.locked = rule.locked ?? below.locked;
    below.overridable = rule.overridable ?? below.overridable;
    if (rule.waivers !== undefined) below.waivers = { ...below.waivers, ...rule.waivers };
    return;
  }
  for (const field of ["locked", "overridable", "waivers"] as const) {
    const message = `rule "${rule.id}" belongs to the organisation's policy, which alone may say "${field}" of it`;
    if (rule[field] !== undefined) refuse([...path, field], message);
  }
}

/** The enforcement of a gate as it holds for rules of an owner: the repository cannot weaken an organisation's gate. */
export function gateEnforceFor(owner: Owner, gate: GateDraft, stages: readonly string[]): Enforce {
  const organisation = gate.enforce.get("organisation")?.value ?? "block";
  const repository = gate.enforce.get("repository")?.value ?? organisation;
  if (owner === "repository" || gate.overridable) return forStages(repository, stages);
  return stricter(organisation, repository, stages);
}
