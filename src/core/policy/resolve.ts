import { type Address, pullRequestDocument } from "../address.ts";
import { mapOptions } from "../binding.ts";
import { capturesIn, type Glob, globWarning } from "../glob.ts";
import type { Gate, Policy, Rule } from "../policy.ts";
import { stagesOf } from "../staged.ts";
import { boundCaptures, fileConditions, type Trigger } from "../trigger.ts";
import type { Demand } from "./demand.ts";
import { type Enforce, forStages } from "./enforcement.ts";
import { gateEnforceFor, type Origin, type PolicyDraft, type RuleDraft } from "./layering.ts";
import { didYouMean, type PolicyPath, type PolicyProblem, type Reference } from "./problem.ts";

/** A policy that may be used, or everything that is wrong with it; warnings either way. */
export interface Resolution {
  readonly policy: Policy | undefined;
  readonly problems: readonly PolicyProblem[];
  readonly warnings: readonly PolicyProblem[];
}

/** Where a problem is: at a value, or at its key. */
type Place = Pick<PolicyProblem, "layer" | "path" | "atKey">;

/** Resolves names, and refuses what contradicts itself: unknown gates, stages, documents and captures. */
export function resolvePolicy(draft: PolicyDraft): Resolution {
  const problems: PolicyProblem[] = [];
  const warnings: PolicyProblem[] = [];
  const stageNames = [...draft.stages.keys()];
  const refuse = (at: Place, message: string, refersTo?: Reference) =>
    problems.push({ ...at, message, ...(refersTo && { refersTo }) });
  const under = (at: Origin, ...path: PolicyPath): Origin => ({ layer: at.layer, path: [...at.path, ...path] });

  const resolveAddress = (address: Address, at: Origin): Address => {
    const { document } = address;
    const path = draft.documents.get(document)?.value;
    if (path !== undefined) return { ...address, document: path };
    // A short name has neither a slash nor a dot nor a capture; anything else is a path written out.
    const isName = document !== pullRequestDocument && !/[/.{]/.test(document);
    if (isName) {
      const names = [...draft.documents.keys(), pullRequestDocument];
      const remedy = didYouMean(document, names) || "; declare it under documents, or write its path";
      refuse(at, `no document "${document}" is declared${remedy}`, { to: "document", name: document });
    }
    return address;
  };
  const checkStages = (enforce: Enforce | undefined, at: Origin) => {
    if (enforce === undefined || typeof enforce === "string") return;
    for (const stage of Object.keys(enforce)) checkStage(stage, { ...under(at, stage), atKey: true });
  };
  const checkStage = (stage: string, at: Place) => {
    if (draft.stages.has(stage)) return;
    const remedy = didYouMean(stage, stageNames) || "; declare it under stages";
    refuse(at, `no stage "${stage}" is declared${remedy}`, { to: "stage", name: stage });
  };
  const warnGlob = (glob: Glob, at: Origin) => {
    const warning = globWarning(glob.pattern);
    if (warning !== undefined) warnings.push({ ...at, message: `"${glob.pattern}" ${warning}` });
  };
  const checkTrigger = (when: Trigger, at: Origin, checkGlob: (glob: Glob, key: string, at: Origin) => void) => {
    for (const key of [...fileConditions, "except", "base", "head"] as const) {
      for (const [index, glob] of (when[key] ?? []).entries()) checkGlob(glob, key, under(at, key, index));
    }
    for (const [index, glob] of (when.lines?.in ?? []).entries())
      checkGlob(glob, "lines", under(at, "lines", "in", index));
    for (const [index, stage] of (when.stage ?? []).entries()) checkStage(stage, under(at, "stage", index));
  };
  /** The globs of a rule's own trigger: file conditions bind captures. */
  const checkBinding = (glob: Glob, key: string, at: Origin) => {
    warnGlob(glob, at);
    if (glob.captures.length > 0 && ["except", "base", "head", "lines", "branches", "file"].includes(key))
      refuse(at, `a capture has no meaning under "${key}"; write *`);
    else if (glob.unbindable !== undefined) refuse(at, glob.unbindable);
  };
  /** Refuses captures that nothing binds. Without a trigger that is known nothing is said about them. */
  const checkBound = (text: string, bound: ReadonlySet<string> | undefined, at: Origin) => {
    const unbound = bound && capturesIn(text).find((name) => !bound.has(name));
    if (unbound === undefined) return;
    const names = [...(bound ?? [])].map((name) => `{${name}}`);
    const hint = names.length > 0 ? `; bound are ${names.join(", ")}` : "";
    refuse(at, `every glob of the rule's file conditions must bind the capture {${unbound}}${hint}`);
  };
  const resolveDemand = (demand: Demand, bound: ReadonlySet<string> | undefined, at: Origin): Demand => {
    const checkGlob = (glob: Glob, where: Origin) => {
      checkBound(glob.pattern, bound, where);
      warnGlob(glob, where);
    };
    if (demand.when !== undefined)
      checkTrigger(demand.when, under(at, "when"), (glob, _key, where) => {
        checkGlob(glob, where);
      });
    const options = mapOptions(demand.options, {
      address: (address, path) => {
        const where = under(at, demand.kind, ...path);
        const resolved = resolveAddress(address, where);
        checkBound([resolved.document, ...resolved.headings].join("#"), bound, where);
        return resolved;
      },
      glob: (glob, path) => {
        checkGlob(glob, under(at, demand.kind, ...path));
        return glob;
      },
      role: (role, path) => {
        const declared = draft.roles.get(role.name);
        if (declared !== undefined) return { type: "role", name: role.name, who: declared.who, self: declared.self };
        const remedy = didYouMean(role.name, draft.roles.keys()) || "; declare it under roles";
        const where = under(at, demand.kind, ...path);
        refuse(where, `no role "${role.name}" is declared${remedy}`, { to: "role", name: role.name });
        return role;
      },
      staged: (staged, path) => {
        for (const stage of stagesOf(staged))
          checkStage(stage, { ...under(at, demand.kind, ...path, stage), atKey: true });
        return staged;
      },
    });
    return { ...demand, options };
  };
  const foreign = stageNames.filter((name) => draft.stages.get(name)?.owner === "repository");
  /**
   * To an organisation that names stages of its own, a stage of the repository is one that cannot be told: it holds no rule
   * asleep that the repository may not restate.
   */
  const heldAwake = ({ owner, overridable }: RuleDraft, when: Trigger): Trigger => {
    const isTheirs = owner === "organisation" && !overridable.includes("when");
    if (!isTheirs || when.stage === undefined || when.stage.some((name) => foreign.includes(name))) return when;
    return { ...when, stage: [...when.stage, ...foreign] };
  };
  const resolveRule = (rule: RuleDraft): Rule | undefined => {
    const missing = (["gate", "when", "require"] as const).filter((field) => rule[field] === undefined);
    if (missing.length > 0) {
      const inherited = [...draft.rules.keys()].filter((id) => id !== rule.id);
      const message = `rule "${rule.id}" lacks ${missing.join(", ")}${didYouMean(rule.id, inherited)}`;
      refuse(rule.at, message, { to: "rule", name: rule.id });
    }
    if (rule.locked && rule.overridable.length > 0) {
      refuse(under(rule.at, "overridable"), `rule "${rule.id}" is locked, so nothing of it can be overridable`);
    }
    if (rule.locked && rule.owner === "repository") {
      warnings.push({
        ...under(rule.at, "locked"),
        message: "has an effect in an organisation's policy only",
      });
    }
    checkStages(rule.enforce?.value, rule.enforce?.at ?? rule.at);
    const gate = draft.gates.get(rule.gate?.value ?? "");
    if (rule.gate !== undefined && gate === undefined) {
      const known = [...draft.gates.keys()];
      const remedy = didYouMean(rule.gate.value, known) || `; there are ${known.join(", ")}`;
      const refersTo = { to: "gate", name: rule.gate.value } as const;
      refuse(rule.gate.at, `no gate "${rule.gate.value}" is declared${remedy}`, refersTo);
    }
    if (rule.when !== undefined) checkTrigger(rule.when.value, rule.when.at, checkBinding);
    const bound = rule.when && boundCaptures(rule.when.value);
    const require = rule.require?.value.map((demand, index) =>
      resolveDemand(demand, bound, under(rule.require?.at ?? rule.at, index)),
    );
    if (gate === undefined || rule.gate === undefined || rule.when === undefined || require === undefined)
      return undefined;
    const waivers = {
      ...draft.waivers.get(rule.owner),
      ...gate.waivers.get(rule.owner),
      ...rule.waivers,
    };
    return {
      id: rule.id,
      gate: rule.gate.value,
      because: rule.because?.value,
      when: heldAwake(rule, rule.when.value),
      require: require.map((demand) =>
        demand.when === undefined ? demand : { ...demand, when: heldAwake(rule, demand.when) },
      ),
      enforce: rule.enforce && forStages(rule.enforce.value, stageNames),
      gateEnforce: gateEnforceFor(rule.owner, gate, stageNames),
      owner: rule.owner,
      locked: rule.locked && rule.owner === "organisation",
      waivers,
      attestations: { ...waivers, ...draft.attestations.get(rule.owner) },
      layer: rule.layer,
    };
  };

  for (const gate of draft.gates.values()) for (const { value, at } of gate.enforce.values()) checkStages(value, at);
  const documentationOrder = draft.documentationOrder.map(({ value, at }) => resolveAddress(value, at));
  for (const { stage, at } of draft.stages.values()) {
    for (const [index, glob] of stage.branches.entries()) checkBinding(glob, "branches", under(at, "branches", index));
  }
  for (const { value, at } of draft.reports.values()) {
    for (const [index, glob] of value.file.entries()) checkBinding(glob, "file", under(at, "file", index));
  }
  const rules = [...draft.rules.values()].map(resolveRule).filter((rule) => rule !== undefined);
  const gates = [...draft.gates].map(
    ([id, gate]): Gate => ({ id, name: gate.name ?? id, enforce: gateEnforceFor("repository", gate, stageNames) }),
  );
  const documents = new Map([...draft.documents].map(([name, { value }]) => [name, value]));
  const policy: Policy = {
    documents,
    documentationOrder,
    stages: [...draft.stages.values()].map(({ stage }) => stage),
    gates,
    rules,
    roles: draft.roles,
    commands: draft.commands,
    reports: new Map([...draft.reports].map(([name, { value }]) => [name, value])),
  };
  return { policy: problems.length === 0 ? policy : undefined, problems, warnings };
}
