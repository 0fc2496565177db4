import { expect, test } from "@jest/globals";
import { joinLines } from "../../src/render/page.ts";
import { styleOf } from "../../src/render/style.ts";
import { ruleLines } from "../../src/render/terminal-rule.ts";
import { ByFinding } from "../../src/render/todo.ts";
import { finding, gate, requirement, rule } from "../report-builder.ts";

const unmet = requirement({ findings: [finding({ snippet: "| a |\n\n\tb" })] });

function shown(...rules: ReturnType<typeof rule>[]): string {
  const printed = new ByFinding<string>();
  const page = { verbose: false, width: 80 };
  return `\n${joinLines(rules.flatMap((each) => ruleLines(gate("G4", "D", rules), each, page, styleOf(false), printed)))}`;
}

test("two rules that ask for the same thing say it once", () => {
  expect(shown(rule("a", { requirements: [unmet, unmet] }), rule("b", { requirements: [unmet] }))).toBe(`
    ✗ a  fail
      woken by src/a.ts

      docs/log.md:12
        \`docs/log.md\` has no new row under *Rollout windows*.
        → Add a row under *Rollout windows*.

          | a |

              b

    ✗ b  fail
      woken by src/a.ts

      docs/log.md:12
        as for G4/a above
`);
});

test.each([
  { name: "a rule that is met", given: rule("a", { requirements: [requirement()] }) },
  { name: "a rule that does not apply", given: rule("a", { why: "no file" }) },
  { name: "a rule that is off", given: rule("a", { requirements: [unmet], enforce: "off" }) },
])("$name is not mentioned", ({ given }) => {
  expect(shown(given)).toBe("\n");
});
