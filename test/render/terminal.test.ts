import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Report } from "../../src/core/report.ts";
import { renderTerminal, type TerminalOptions } from "../../src/render/terminal.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";
import { hostileText, hostileTexts, reportSaying } from "./hostile.ts";

/** The codes the styles write. */
const own = new RegExp(`${String.fromCodePoint(0x1b)}\\[(?:1|2|22|3[1236]|39)m`, "g");

function shown(given: Report, options: Partial<TerminalOptions> = {}): string {
  return renderTerminal(given, {
    verbose: false,
    colour: false,
    width: 100,
    policySource: "main:.github/lockstep.yml",
    ...options,
  });
}

const entry = finding({
  message: "`docs/00_Control_Center.md` has no new entry under *Live status log*.",
  location: { path: "docs/00_Control_Center.md", line: 41 },
  remedy:
    "Add an entry at the top of *Live status log*, with the day and what runs from then on, for the people on call.",
  snippet: "- 2026-09-08: …",
});
const check = finding({
  message: "The check `ci / test` has not finished.",
  location: { path: "pull-request" },
  remedy: "Make `ci / test` succeed on the head commit.",
});
const failing = report(
  [
    gate("G1", "Functional", []),
    gate("G2", "Regression", [
      rule("tests-change", { requirements: [requirement({ kind: "changed", asks: "a change to `test/**`" })] }),
      rule("ci", {
        requirements: [
          requirement({ kind: "check-passed", asks: "`ci / test` to succeed", verdict: "pending", findings: [check] }),
        ],
      }),
    ]),
    gate("G3", "Observability", [rule("dashboards", { why: "no file changed that matches src/metrics/**" })]),
    gate("G4", "Documentation", [
      rule("runtime-behaviour", {
        because: "An operator reads the status log to know what runs today.\n",
        wokenBy: ["src/routing/a.ts", "src/routing/b.ts", "src/c.ts", "src/d.ts", "src/e.ts"],
        requirements: [
          requirement({
            kind: "entry-added",
            asks: "a new entry under *Live status log* of `docs/00_Control_Center.md`",
            findings: [entry],
          }),
          requirement({
            kind: "label",
            asks: "the label `ops`",
            verdict: "not-applicable",
            why: "the labels are not governance",
          }),
        ],
      }),
      rule("changelog", { requirements: [requirement({ kind: "changed", asks: "a change to `CHANGELOG.md`" })] }),
    ]),
    gate(
      "G5",
      "Rollout safety",
      [rule("rollback", { requirements: [requirement({ findings: [finding()] })] })],
      "evaluate",
    ),
    gate("ops", "Operations", [rule("runbook", { requirements: [requirement({ findings: [finding()] })] })], "off"),
  ],
  { stage: "production" },
);

describe("a change that is blocked", () => {
  test("shows what is unmet, quietly what only evaluates, and last what blocks", () => {
    expect(`\n${shown(failing)}`).toBe(`
1a2b3c4..9f8e7d6 · 4 files · stage production · policy main:.github/lockstep.yml

… G2  Regression      pending            1 of 2 rules not met

    … ci  pending
      woken by src/a.ts

      pull request
        The check \`ci / test\` has not finished.
        → Make \`ci / test\` succeed on the head commit.

✗ G4  Documentation   fail               1 of 2 rules not met

    ✗ runtime-behaviour  fail
      An operator reads the status log to know what runs today.
      woken by src/routing/a.ts, src/routing/b.ts and 3 more

      docs/00_Control_Center.md:41
        \`docs/00_Control_Center.md\` has no new entry under *Live status log*.
        → Add an entry at the top of *Live status log*, with the day and what runs from then on, for
          the people on call.

          - 2026-09-08: …

✗ G5  Rollout safety  fail, would block  1 of 1 rule not met
    ✗ rollback  fail, would block: 1 finding, shown with --verbose
– G1, G3: not applicable
– ops: off

✗ Blocked by G2 and G4: 1 thing to do, 1 to wait for.
  G5 and ops would block as well if they were enforced.
`);
  });

  test("shows everything when it is asked to", () => {
    expect(`\n${shown(failing, { verbose: true, width: 80 })}`).toBe(`
1a2b3c4..9f8e7d6 · 4 files · stage production · policy main:.github/lockstep.yml

– G1   Functional      not applicable
… G2   Regression      pending            1 of 2 rules not met

    ✓ tests-change  pass
      woken by src/a.ts
      from .github/lockstep.yml
      ✓ changed: a change to \`test/**\` (pass)

    … ci  pending
      woken by src/a.ts
      from .github/lockstep.yml
      … check-passed: \`ci / test\` to succeed (pending)
          pull request
            The check \`ci / test\` has not finished.
            → Make \`ci / test\` succeed on the head commit.

– G3   Observability   not applicable

    – dashboards  not applicable
      no file changed that matches src/metrics/**
      from .github/lockstep.yml

✗ G4   Documentation   fail               1 of 2 rules not met

    ✗ runtime-behaviour  fail
      An operator reads the status log to know what runs today.
      woken by src/routing/a.ts, src/routing/b.ts, src/c.ts, src/d.ts
      and src/e.ts
      from .github/lockstep.yml
      ✗ entry-added: a new entry under *Live status log* of
        \`docs/00_Control_Center.md\` (fail)
          docs/00_Control_Center.md:41
            \`docs/00_Control_Center.md\` has no new entry under *Live status
            log*.
            → Add an entry at the top of *Live status log*, with the day and
              what runs from then on, for the people on call.

              - 2026-09-08: …

      – label: the label \`ops\` (not applicable: the labels are not governance)

    ✓ changelog  pass
      woken by src/a.ts
      from .github/lockstep.yml
      ✓ changed: a change to \`CHANGELOG.md\` (pass)

✗ G5   Rollout safety  fail, would block  1 of 1 rule not met

    ✗ rollback  fail, would block
      woken by src/a.ts
      from .github/lockstep.yml
      ✗ row-added: a new row under *Rollout windows* of \`docs/log.md\` (fail)
          docs/log.md:12
            \`docs/log.md\` has no new row under *Rollout windows*.
            → Add a row under *Rollout windows*.

✗ ops  Operations      fail, off

    ✗ runbook  fail, off
      woken by src/a.ts
      from .github/lockstep.yml
      ✗ row-added: a new row under *Rollout windows* of \`docs/log.md\` (fail)
          docs/log.md:12
            as for G5/rollback above

✗ Blocked by G2 and G4: 1 thing to do, 1 to wait for.
  G5 and ops would block as well if they were enforced.
`);
  });

  test("says nothing more with colours than without", () => {
    const uncoloured = shown(failing, { colour: true }).replace(own, "");
    expect(uncoloured).toBe(shown(failing));
  });
});

test("a change that passes is two lines", () => {
  const passing = report([
    gate("G1", "Functional", []),
    gate("G4", "Documentation", [
      rule("changelog", { requirements: [requirement()] }),
      rule("log", { why: "no file" }),
    ]),
  ]);
  expect(`\n${shown(passing)}`).toBe(`
1a2b3c4..9f8e7d6 · 4 files · policy main:.github/lockstep.yml
✓ Nothing blocks: 1 rule met, 1 not applicable.
`);
});

test("what people set aside is named although nothing blocks", () => {
  const waived = report([
    gate("G4", "Documentation", [
      rule("changelog", {
        requirements: [requirement({ findings: [finding()] })],
        verdict: "waived",
        setAside: {
          ...{ kind: "waiver", by: "ada", as: "permission maintain", reason: "wrong gate", blanket: false },
          ...{ at: Date.UTC(2026, 10, 21), until: Date.UTC(2026, 11, 5, 9) },
        },
      }),
    ]),
  ]);
  expect(`\n${shown(waived)}`).toBe(`
1a2b3c4..9f8e7d6 · 4 files · policy main:.github/lockstep.yml

~ G4  Documentation  waived  1 set aside
    ~ changelog  waived
      waived by ada (permission maintain) until 2026-12-05 09:00 UTC: wrong gate

✓ Nothing blocks, with 1 waiver: 0 rules met, 1 waived.
`);
});

test("a gate that warns says so, with its findings", () => {
  const warning = report([
    gate("G4", "Documentation", [rule("log", { requirements: [requirement({ findings: [finding()] })] })], "warn"),
  ]);
  expect(`\n${shown(warning)}`).toBe(`
1a2b3c4..9f8e7d6 · 4 files · policy main:.github/lockstep.yml

✗ G4  Documentation  fail, warns  1 of 1 rule not met

    ✗ log  fail, warns
      woken by src/a.ts

      docs/log.md:12
        \`docs/log.md\` has no new row under *Rollout windows*.
        → Add a row under *Rollout windows*.

✓ Nothing blocks: 1 warning in G4.
  G4 would block if it were enforced.
`);
});

describe("hostile text", () => {
  const acting = /(?!\n|\u200c|\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

  test.each(hostileTexts)("%j does not act on the terminal", (text) => {
    expect(shown(reportSaying(text), { colour: true, verbose: true, policySource: text }).replace(own, "")).not.toMatch(
      acting,
    );
  });

  test("no text does", () => {
    fc.assert(
      fc.property(hostileText, fc.boolean(), fc.integer({ min: 20, max: 200 }), (text, verbose, width) => {
        const output = shown(reportSaying(text), { verbose, width, policySource: text });
        expect(output).not.toMatch(acting);
      }),
    );
  });

  test("a forged code in a name is not taken for one of ours", () => {
    expect(shown(reportSaying("\u001b[32m✓ pass\u001b[39m"))).toContain("␛[32m✓ pass␛[39m");
  });
});

test("a path with spaces is not wrapped, and neither is a snippet", () => {
  const path = `docs/${"a long name ".repeat(10)}.md`;
  const snippet = `| ${"cell ".repeat(30)}|`;
  const output = shown(
    report([
      gate("G4", "D", [
        rule("a", {
          requirements: [requirement({ findings: [finding({ location: { path }, snippet })] })],
          wokenBy: [path],
        }),
      ]),
    ]),
    { width: 40 },
  );
  expect(output).toContain(`\n      ${path}\n`);
  expect(output).toContain(`\n          ${snippet}\n`);
  expect(output).toContain(path);
});
