import * as z from "zod";
import { enforcements } from "../core/policy/enforcement.ts";
import type { GateReport, Report, RequirementReport, RuleReport, SetAside } from "../core/report.ts";
import { verdicts } from "../core/verdict.ts";
import { jsonText } from "./json-text.ts";
import { withSharedSnippets } from "./shared-snippets.ts";

const verdict = z.enum(verdicts);
const enforce = z.enum(enforcements);
const blocks = z.boolean();
const why = z.string().optional().meta({ description: "Why it is not applicable." });

const findingSchema = z
  .object({
    message: z.string().meta({ description: "What is missing." }),
    path: z.string().meta({ description: "A path, `pull-request`, or a glob that no file matches." }),
    line: z.int().min(1).optional().meta({ description: "At the head." }),
    remedy: z.string().meta({ description: "What to do about it." }),
    snippet: z.string().optional().meta({ description: "Text ready to paste at the location." }),
  })
  .meta({ description: "One unmet point." });

const setAsideSchema = z
  .object({
    kind: z.enum(["waiver", "attestation"]),
    by: z.string().meta({ description: "Login." }),
    as: z.string().meta({ description: "What let them." }),
    reason: z.string(),
    at: z.string().meta({ description: "When, in UTC, as ISO 8601." }),
    until: z.string().meta({ description: "Until when, in UTC, as ISO 8601." }),
    blanket: z.boolean().meta({ description: "The whole gate was waived." }),
    url: z.string().optional(),
  })
  .optional()
  .meta({ description: "Who set it aside, and why." });

const lapseSchema = z
  .object({ kind: z.enum(["waiver", "attestation"]), by: z.string(), why: z.string() })
  .optional()
  .meta({ description: "It was set aside once, and why that no longer holds." });

const requirementSchema = z.object({
  kind: z.string(),
  asks: z.string().meta({ description: "What it asks, in half a sentence." }),
  verdict,
  why,
  "set-aside": setAsideSchema,
  findings: z.array(findingSchema),
});

const ruleSchema = z.object({
  id: z.string(),
  verdict,
  enforce: enforce.meta({ description: "The weaker of the gate's and the rule's own." }),
  because: z.string().optional().meta({ description: "Why the rule exists." }),
  layer: z.string().meta({ description: "Where the rule comes from: a file, or `preset NAME`." }),
  why,
  "set-aside": setAsideSchema,
  lapse: lapseSchema,
  "woken-by": z.array(z.string()).meta({ description: "Paths, or the conditions on the pull request, that woke it." }),
  requirements: z.array(requirementSchema),
});

const gateSchema = z.object({
  id: z.string(),
  name: z.string(),
  enforce,
  verdict: verdict.meta({ description: "Over all rules of the gate." }),
  blocks: blocks.meta({ description: "One of its rules keeps the change from being merged." }),
  rules: z.array(ruleSchema),
});

const reportSchema = z
  .object({
    version: z.literal(1),
    verdict: verdict.meta({ description: "Over the rules that are enforced." }),
    blocks: blocks.meta({ description: "The change must not be merged." }),
    "if-every-gate-blocked": z
      .object({ verdict, blocks })
      .meta({ description: "The same as if every gate and rule blocked." }),
    head: z.string().meta({ description: "Commit id of the head." }),
    base: z.string().meta({ description: "Commit id of the base." }),
    "merge-base": z.string().meta({ description: "Commit id that documents were compared with." }),
    stage: z.string().nullable().meta({ description: "Where the change is going, when that is known." }),
    "files-changed": z.int().min(0),
    policy: z
      .object({ source: z.string(), oid: z.string().nullable().meta({ description: "Blob id, when it has one." }) })
      .nullable()
      .meta({ description: "Where the policy was read; null: there is no policy, and nothing is gated." }),
    gates: z.array(gateSchema).meta({ description: "Every gate with every rule, whatever came of it." }),
  })
  .meta({
    title: "Lockstep report",
    description: "What Lockstep says of one change. Within version 1 keys may be added, never changed or removed.",
  });

type JsonReport = z.output<typeof reportSchema>;

/** A report as versioned JSON; see {@link reportJsonSchema}. Without a policy nothing is gated. */
export function renderJson(
  report: Report,
  policy: { readonly source: string; readonly oid: string | undefined } | undefined,
): string {
  const { ifEveryGateBlocked } = report;
  const gated = policy !== undefined;
  const ungated = { verdict: "not-applicable", blocks: false } as const;
  const json: JsonReport = {
    version: 1,
    ...(gated ? { verdict: report.verdict, blocks: report.blocks } : ungated),
    "if-every-gate-blocked": gated
      ? { verdict: ifEveryGateBlocked.verdict, blocks: ifEveryGateBlocked.blocks }
      : ungated,
    head: report.head,
    base: report.base,
    "merge-base": report.mergeBase,
    stage: report.stage ?? null,
    "files-changed": report.filesChanged,
    policy: gated ? { source: policy.source, oid: policy.oid ?? null } : null,
    gates: gated ? withSharedSnippets(report).gates.map(gateJson) : [],
  };
  return jsonText(json);
}

function gateJson({ id, name, enforce, verdict, blocks, rules }: GateReport): JsonReport["gates"][number] {
  return { id, name, enforce, verdict, blocks, rules: rules.map(ruleJson) };
}

function ruleJson(rule: RuleReport): z.output<typeof ruleSchema> {
  const { id, verdict, enforce, because, layer, why, wokenBy, requirements, setAside, lapse } = rule;
  return {
    id,
    verdict,
    enforce,
    because,
    layer,
    why,
    "set-aside": setAside && setAsideJson(setAside),
    lapse: lapse && { ...lapse },
    "woken-by": [...wokenBy],
    requirements: requirements.map(requirementJson),
  };
}

function requirementJson({
  kind,
  asks,
  verdict,
  why,
  setAside,
  findings,
}: RequirementReport): z.output<typeof requirementSchema> {
  return {
    kind,
    asks,
    verdict,
    why,
    "set-aside": setAside && setAsideJson(setAside),
    findings: findings.map(({ message, location, remedy, snippet }) => ({
      message,
      path: location.path,
      line: location.line,
      remedy,
      snippet,
    })),
  };
}

function setAsideJson({ at, until, ...rest }: SetAside): z.output<typeof setAsideSchema> {
  return { ...rest, at: new Date(at).toISOString(), until: new Date(until).toISOString() };
}

/** The published JSON Schema (draft 2020-12) of what {@link renderJson} prints. */
export function reportJsonSchema(): object {
  // As an input schema it lets further keys through, so that a new key breaks no consumer who validates.
  return z.toJSONSchema(reportSchema, { target: "draft-2020-12", io: "input" });
}
