import type { EditLink } from "./edit-link.ts";
import { codeBlock, inlineCode, plainText, sentence } from "./markdown-text.ts";
import { effectOfRule, markOf, placeOf, stateOf, wordOf } from "./marks.ts";
import { describeLapse, describeSetAside, setAsideIn } from "./set-aside.ts";
import type { Asker, TodoItem } from "./todo.ts";
import { listing, oneLine, thousands } from "./visible.ts";

/** A line break that also holds where newlines are not kept, as in a check run. */
const lineBreak = "\\\n";

interface ItemOptions {
  /** Most characters of a text to paste. */
  readonly most: number;
  readonly editLink?: EditLink | undefined;
  /** True when an earlier item has said why its rule exists. */
  readonly isExplained?: boolean;
}

/** One thing to do, with the text to paste unless that is too long. Nothing is nested: a fence in a list loses tabs. */
export function todoItem(item: TodoItem, number: number, { most, editLink, isExplained = false }: ItemOptions): string {
  const { finding, rule } = item;
  const because = isExplained || rule.because === undefined ? "" : `: ${plainText(oneLine(rule.because))}`;
  const text = [
    `**${number}.** ${linkedPlace(item, editLink)}${stateOfItem(item)}: ${sentence(finding.message)}`,
    `→ ${sentence(finding.remedy)}`,
    `${ruleNames(item.askers)}${because}`,
    ...item.askers.flatMap((asker) =>
      asker.rule.lapse === undefined ? [] : sentence(describeLapse(asker.rule.lapse)),
    ),
  ].join(lineBreak);
  if (finding.snippet === undefined) return text;
  const snippet = codeBlock(finding.snippet);
  const shown =
    snippet.length <= most
      ? snippet
      : `(The text to paste has ${thousands(finding.snippet.length)} characters: too long to show here.)`;
  return `${text}\n\n${shown}`;
}

/** One thing that would have to be done if its gate were enforced. */
export function foldedItem(item: TodoItem): string {
  return `- ${placeOfItem(item)}: ${sentence(item.finding.message)} ${ruleNames(item.askers)}`;
}

/** A rule that people set aside, with who, why and until when. */
export function setAsideRule({ gate, rule }: Asker): string {
  const by = setAsideIn(rule).map((each) => {
    const text = plainText(oneLine(describeSetAside(each)));
    return isGitHubUrl(each.url) ? `[${text}](${each.url})` : text;
  });
  return `- ${markOf(rule.verdict)} ${inlineCode(`${gate.id}/${rule.id}`)}: ${by.join("; ")}`;
}

/** Only what comes from GitHub itself becomes a link: nothing in it can end the link. */
function isGitHubUrl(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\/[\w.:/#-]+$/.test(url);
}

/** A rule that asks for nothing. */
export function silentRule({ gate, rule }: Asker): string {
  const state = rule.enforce === "off" ? "off" : stateOf(rule.verdict, effectOfRule(rule));
  const why = rule.why === undefined ? "" : `, ${plainText(rule.why)}`;
  return `- ${markOf(rule.verdict)} ${inlineCode(`${gate.id}/${rule.id}`)}: ${state}${why}`;
}

/** The place, as a link that opens it for editing where there is one. */
function linkedPlace(item: TodoItem, editLink: EditLink | undefined): string {
  const url = editLink?.(item.finding.location);
  return url === undefined ? placeOfItem(item) : `[${placeOfItem(item)}](${url})`;
}

function placeOfItem({ finding }: TodoItem): string {
  return inlineCode(placeOf(finding));
}

/** " (pending)", " (fail, warns)", " (fail, would block)", or nothing for what simply fails and blocks. */
function stateOfItem({ verdict, enforce }: TodoItem): string {
  if (enforce === "warn") return ` (${stateOf(verdict, "warns")})`;
  if (enforce === "evaluate") return ` (${stateOf(verdict, "would block")})`;
  return verdict === "fail" ? "" : ` (${wordOf(verdict)})`;
}

function ruleNames(askers: readonly Asker[]): string {
  const names = listing(
    askers.map(({ gate, rule }) => inlineCode(`${gate.id}/${rule.id}`)),
    5,
  );
  return `${askers.length === 1 ? "Rule" : "Rules"} ${names.join(" ")}`;
}
