import { describeChoice } from "../core/choice.ts";
import type { Glob } from "../core/glob.ts";
import { describeLinkPlaces } from "../core/linked-id.ts";
import type { Demand } from "../core/policy/demand.ts";
import type { Enforce } from "../core/policy/enforcement.ts";
import { describePermitted } from "../core/policy/terms.ts";
import type { Rule } from "../core/policy.ts";
import type { Trigger } from "../core/trigger.ts";
import { gap, joinLines } from "./page.ts";
import { type Style, styleOf } from "./style.ts";
import { oneLine, visible } from "./visible.ts";
import { columns, pad, words, wrap } from "./width.ts";

interface ExplainOptions {
  readonly colour: boolean;
  /** In columns. */
  readonly width: number;
}

const labelWidth = 10;

/** What a rule asks, why, where it comes from, and who may set it aside. */
export function renderRule(rule: Rule, describe: (demand: Demand) => string, options: ExplainOptions): string {
  const style = styleOf(options.colour);
  const asks = rule.require.map((demand) => {
    const when = demand.when === undefined ? "" : `, when ${describeTrigger(demand.when).join("; ")}`;
    return `${describe(demand)}${when}`;
  });
  const rows = [
    ...field("when", describeTrigger(rule.when), options, style),
    ...field("requires", asks, options, style),
    ...field("enforced", [describeEnforcement(rule)], options, style),
    ...field("from", [`${rule.layer} (${rule.owner})`], options, style),
    ...field("waivers", describeWaivers(rule), options, style),
  ];
  const because = rule.because === undefined ? [] : wrap(words(oneLine(rule.because)), options.width, "  ");
  return joinLines([style.bold(visible(`${rule.gate}/${rule.id}`)), ...because.map(style.dim), gap, ...rows]);
}

/** Which rules each path wakes, and by which condition; and which rules ask something of it. */
export function renderPaths(
  matches: readonly {
    readonly path: string;
    readonly rules: readonly { readonly rule: Rule; readonly why: string }[];
    readonly asks: readonly { readonly rule: Rule; readonly asks: string }[];
  }[],
  options: ExplainOptions,
): string {
  const style = styleOf(options.colour);
  const name = (rule: Rule) => visible(`${rule.gate}/${rule.id}`);
  const names = matches.flatMap(({ rules, asks }) => [...rules, ...asks].map(({ rule }) => name(rule)));
  const widest = names.reduce((most, each) => Math.max(most, columns(each)), 0);
  const line = (rule: Rule, what: string) => `  ${style.bold(pad(name(rule), widest))}  ${style.dim(visible(what))}`;
  const blocks = matches.map(({ path, rules, asks }) => [
    style.cyan(visible(path)),
    ...(rules.length === 0
      ? [style.dim("  nothing watches this path")]
      : rules.map(({ rule, why }) => line(rule, why))),
    ...asks.map((each) => line(each.rule, `asks for ${each.asks}`)),
  ]);
  return joinLines(blocks.flatMap((block) => [...block, gap]));
}

/** A label and its lines, each with a hanging indent. */
function field(label: string, lines: readonly string[], { width }: ExplainOptions, style: Style): readonly string[] {
  const margin = " ".repeat(labelWidth + 2);
  const wrapped = lines.flatMap((line) => wrap(words(visible(line)), width, margin, `${margin}  `));
  return wrapped.map((line, index) =>
    index === 0 ? `  ${style.dim(pad(label, labelWidth))}${line.slice(margin.length)}` : line,
  );
}

/** The conditions of a trigger, one per line; all must hold. */
export function describeTrigger(when: Trigger): readonly string[] {
  const condition = (what: string, text: string | undefined) => (text === undefined ? [] : [`${what} ${text}`]);
  const globs = (all: readonly Glob[] | undefined) => all?.map(({ pattern }) => `\`${pattern}\``).join(", ");
  const pattern = (source: string | undefined) => (source === undefined ? undefined : `\`${source}\``);
  const { lines, labels, author, stage } = when;
  const within = lines?.in === undefined ? "" : ` in ${globs(lines.in)}`;
  return [
    ...condition("changed:", globs(when.changed)),
    ...condition("added:", globs(when.added)),
    ...condition("removed:", globs(when.removed)),
    ...condition("renamed:", globs(when.renamed)),
    ...condition("modified:", globs(when.modified)),
    ...condition("written:", globs(when.written)),
    ...condition("except:", globs(when.except)),
    ...condition("an added line matches", lines && `${pattern(lines.matches.source)}${within}`),
    ...condition("labels:", labels && describeChoice(labels)),
    ...condition("author:", author && describeChoice(author)),
    ...condition("title matches", pattern(when.title?.source)),
    ...Object.entries(when.linked ?? {}).map(
      ([name, { matches, in: places }]) =>
        `linked: {${name}} matches \`${matches.source}\` in ${describeLinkPlaces(places)}`,
    ),
    ...condition("base branch:", globs(when.base)),
    ...condition("head branch:", globs(when.head)),
    ...condition("stage:", stage?.join(" or ")),
  ];
}

function describeEnforcement({ gate, gateEnforce, enforce }: Rule): string {
  const own = enforce === undefined ? "" : `; the rule itself: ${inWords(enforce)}, and the weaker holds`;
  return `${gate}: ${inWords(gateEnforce)}${own}`;
}

function inWords(enforce: Enforce): string {
  if (typeof enforce === "string") return enforce;
  const stages = Object.entries(enforce).map(([stage, value]) => `${value} at ${stage}`);
  return [...stages, "block elsewhere"].join(", ");
}

function describeWaivers({ locked, waivers }: Rule): readonly string[] {
  if (locked) return ["none: the rule is locked by the organisation"];
  const { who = [], self = false, expires, blanket = false } = waivers;
  return [
    `by ${describePermitted({ who, self })}`,
    ...(who.length === 0 ? [] : [`for at most ${expires ?? "14d"}`]),
    ...(blanket ? ["also with its whole gate"] : []),
  ];
}
