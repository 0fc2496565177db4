import type { AddedLine } from "../../core/change-set.ts";
import type { FoundSecret, SecretState } from "../../core/secrets.ts";
import type { FindSecrets } from "../../pipeline/ports.ts";
import type { Match } from "./match.ts";
import { ownMatches } from "./own-patterns.ts";

/** Longest line that is searched, and the most text of one change, in UTF-16 code units. */
const maxLineLength = 100_000;
const maxLength = 4 * 1024 * 1024;

/** How many secrets of one file are told apart; the rest are counted. */
const maxFound = 20;

let loading: Promise<typeof import("./preset-rules.ts").presetMatches> | undefined;

/** The rules, loaded when they are first asked for, and once: what asks at the same time shares the import. */
function presetRules() {
  loading ??= import("./preset-rules.ts").then(({ presetMatches }) => presetMatches);
  return loading;
}

/**
 * Looks for secrets in added lines: what secretlint's recommended rules find, and what they miss (`own-patterns.ts`). Those
 * rules take their time to load, so they are when the first line is searched.
 */
export const findSecrets: FindSecrets = async (added) => {
  const presetMatches = await presetRules();
  const states = new Map<string, SecretState>();
  let length = 0;
  for (const [path, lines] of added) {
    const long = lines.find(({ text }) => text.length > maxLineLength);
    length += long === undefined ? lines.reduce((sum, { text }) => sum + text.length + 1, 0) : 0;
    if (long !== undefined) states.set(path, unsearched(`line ${long.line} has more characters than are searched`));
    else if (length > maxLength) states.set(path, unsearched("the change adds more text than is searched"));
    else {
      const { text, lineAt } = joined(lines);
      states.set(path, searched([...(await presetMatches(path, text)), ...ownMatches(text)], text, lineAt));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return states;
};

function unsearched(why: string): SecretState {
  return { state: "unsearched", why };
}

interface Joined {
  readonly text: string;
  /** The line at the head of a place in the text. */
  readonly lineAt: (index: number) => number;
}

/** Added lines as one text, because a key spans lines. */
function joined(lines: readonly AddedLine[]): Joined {
  const starts: number[] = [];
  let at = 0;
  for (const { text } of lines) {
    starts.push(at);
    at += text.length + 1;
  }
  return {
    text: lines.map(({ text }) => text).join("\n"),
    lineAt(index) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= index) low = middle;
        else high = middle - 1;
      }
      return lines[low]?.line ?? 1;
    },
  };
}

/** One secret per line and rule: two rules may see the same one. */
function searched(matches: readonly Match[], text: string, lineAt: Joined["lineAt"]): SecretState {
  const all = new Map<string, FoundSecret>();
  for (const { rule, start, end } of matches) {
    const line = lineAt(start);
    const key = `${line} ${rule}`;
    if (!all.has(key)) all.set(key, { line, rule, masked: mask(text.slice(start, end)) });
  }
  const found = [...all.values()].sort((a, b) => a.line - b.line || (a.rule < b.rule ? -1 : 1));
  return { state: "searched", found: found.slice(0, maxFound), more: Math.max(0, found.length - maxFound) };
}

/** What every secret of a kind begins with, as its issuer publishes it: tells no more than the name of the kind. */
const publicBeginning =
  /^(?:gh[opusr]_|github_pat_|glpat-|npm_|xox[a-z]-|xapp-|[sr]k_live_|sk-ant-|hf_|shpat_|AKIA|ASIA|eyJ|-----BEGIN (?:[A-Z]{1,9} )?PRIVATE KEY-----)/;

function mask(secret: string): string {
  return `${publicBeginning.exec(secret)?.[0] ?? ""}****`;
}
