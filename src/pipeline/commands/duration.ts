import { parsePeriod, usualPeriodMs } from "../../core/policy/terms.ts";
import { inlineCode } from "../../render/markdown-text.ts";
import { timeText } from "../../render/set-aside.ts";

/** Until when something is to hold, in milliseconds since 1970; or what is wrong, as Markdown. */
export type Until = { readonly until: number } | { readonly problem: string };

const dayMs = 24 * 60 * 60 * 1000;

/** The words that say until when, `for 7d` or `until 2026-12-31`, and those before them. */
export function splitUntil(words: readonly string[]): {
  readonly names: readonly string[];
  readonly time: readonly string[];
} {
  const at = words.findIndex((word) => word.toLowerCase() === "for" || word.toLowerCase() === "until");
  return at === -1 ? { names: words, time: [] } : { names: words.slice(0, at), time: words.slice(at) };
}

/** Reads until when. A day holds to its end in UTC. Never longer than the policy lets. */
export function readUntil(time: readonly string[], longest: string | undefined, now: number): Until {
  const longestMs = parsePeriod(longest ?? "") ?? usualPeriodMs;
  const [word, value = "", ...rest] = time;
  if (word === undefined) return { until: now + longestMs };
  if (rest.length > 0)
    return { problem: `Behind ${inlineCode(word)} stands one value; then the reason, behind \` -- \`.` };
  const until = word.toLowerCase() === "for" ? periodFrom(value, now) : dayEnd(value);
  if (until === undefined) {
    return {
      problem: `${inlineCode(`${word} ${value}`)} is no time: write ${inlineCode("for 7d")} (hours, days or weeks), or ${inlineCode("until 2026-12-31")}.`,
    };
  }
  if (until <= now) return { problem: `${inlineCode(value)} is over.` };
  if (until > now + longestMs) {
    // The day on which the longest time ends is meant as far as it goes.
    if (until - dayMs <= now + longestMs && word.toLowerCase() === "until") return { until: now + longestMs };
    return { problem: `The policy lets it hold for ${longest ?? "14d"} at most: until ${timeText(now + longestMs)}.` };
  }
  return { until };
}

function periodFrom(text: string, now: number): number | undefined {
  const milliseconds = parsePeriod(text);
  return milliseconds === undefined ? undefined : now + milliseconds;
}

function dayEnd(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const start = Date.parse(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(start) && new Date(start).toISOString().startsWith(text);
  return isDay ? start + dayMs : undefined;
}
