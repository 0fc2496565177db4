import type { Demand } from "../core/policy/demand.ts";
import type { Policy, Rule } from "../core/policy.ts";
import { describeTrigger } from "./explain.ts";
import { gap, joinLines, type Line } from "./page.ts";
import { styleOf } from "./style.ts";
import { counted, oneLine, visible } from "./visible.ts";
import { pad, words, wrap } from "./width.ts";

/** Between the two columns. */
const between = "  │ ";

/**
 * A policy as the table a person would have on paper: gate by gate, what changes on the left, what must come along on the
 * right.
 */
export function renderMatrix(
  name: string,
  policy: Policy,
  describe: (demand: Demand) => string,
  options: { readonly colour: boolean; readonly width: number },
): string {
  const style = styleOf(options.colour);
  const left = Math.floor((options.width - between.length) * 0.42);
  const right = options.width - between.length - left;
  const gates = policy.gates.filter((gate) => policy.rules.some((rule) => rule.gate === gate.id));
  const rows = gates.flatMap((gate): readonly Line[] => [
    gap,
    style.bold(visible(`${gate.id} ${gate.name}`)),
    ...policy.rules.filter((rule) => rule.gate === gate.id).flatMap((rule) => [gap, ...rowOf(rule)]),
  ]);
  const documents = [...policy.documents].map(([short, path]) => `  ${visible(pad(short, 16))} ${visible(path)}`);
  const title = `${visible(name)}: ${counted(policy.rules.length, "rule")} in ${counted(gates.length, "gate")}, ${counted(policy.documents.size, "document")}`;
  return joinLines([
    style.bold(title),
    ...(documents.length === 0 ? [] : [gap, "Documents", ...documents]),
    gap,
    style.dim(`${pad("If you change …", left)}${between}… you must bring along`),
    style.dim(`${"─".repeat(left)}──┼─${"─".repeat(right)}`),
    ...rows,
  ]);

  function rowOf(rule: Rule): readonly string[] {
    const when = describeTrigger(rule.when).flatMap((line) =>
      wrap(pieces(shortened(line), left - 4), left, "  ", "    "),
    );
    const must = rule.require.flatMap((demand) => {
      const only = demand.when === undefined ? "" : ` (when ${describeTrigger(demand.when).join("; ")})`;
      return wrap(pieces(`${describe(demand)}${only}`, right - 2), right, "• ", "  ");
    });
    const because = rule.because === undefined ? [] : wrap(words(oneLine(rule.because)), right, "  ");
    const enforced = typeof rule.enforce === "string" && rule.enforce !== "block" ? ` (${rule.enforce}s)` : "";
    const first = [
      visible(
        `${rule.id}${enforced.replace("warns", "only warns").replace("evaluates", "only shown").replace("offs", "off")}`,
      ),
    ];
    const cells = { left: [...first, ...when], right: [...must, ...because.map(style.dim)] };
    return Array.from({ length: Math.max(cells.left.length, cells.right.length) }, (_, index) =>
      `${pad(cells.left[index] ?? "", left)}${between}${cells.right[index] ?? ""}`.trimEnd(),
    );
  }
}

/** Most exceptions that are named: who wants all of them explains the rule. */
const mostExceptions = 3;

function shortened(line: string): string {
  const exceptions = line.startsWith("except:") ? line.split(", `") : [];
  if (exceptions.length <= mostExceptions) return line;
  const more = exceptions.length - mostExceptions;
  return `${exceptions.slice(0, mostExceptions).join(", `")} and ${more} more`;
}

/** Words, those that are wider than a column broken behind a comma, a slash, or wherever it ends. */
function pieces(text: string, width: number): readonly string[] {
  return words(visible(text)).flatMap((word) => {
    const broken: string[] = [];
    let rest = word;
    while (rest.length > width) {
      const at = Math.max(rest.lastIndexOf(",", width - 1), rest.lastIndexOf("/", width - 1)) + 1;
      broken.push(rest.slice(0, at > width / 2 ? at : width));
      rest = rest.slice(at > width / 2 ? at : width);
    }
    return [...broken, rest];
  });
}
