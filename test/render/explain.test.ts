import { describe, expect, test } from "@jest/globals";
import { parseGrantee } from "../../src/core/grantee.ts";
import type { Demand } from "../../src/core/policy/demand.ts";
import type { Rule } from "../../src/core/policy.ts";
import { triggerSchema } from "../../src/core/trigger.ts";
import { renderPaths, renderRule } from "../../src/render/explain.ts";

const options = { colour: false, width: 80 };
const describeDemand = ({ kind, options: asked }: Demand) => `${kind} of ${String(asked)}`;

function rule(given: Partial<Rule> = {}): Rule {
  return {
    id: "runtime-behaviour",
    gate: "G4",
    when: triggerSchema.parse({ changed: ["src/routing/**"] }),
    require: [{ kind: "entry-added", options: "`docs/00.md`" }],
    gateEnforce: "block",
    owner: "repository",
    locked: false,
    waivers: {},
    attestations: {},
    layer: ".github/lockstep.yml",
    ...given,
  };
}

describe("a rule", () => {
  test("is explained in full", () => {
    const full = rule({
      because: "An operator reads the status log to know what runs today,\nat any hour and without asking.",
      when: triggerSchema.parse({
        changed: ["src/routing/**", "src/recovery/**"],
        except: ["**/*.test.ts"],
        lines: { matches: "TODO", in: ["src/**"] },
        labels: ["governance", "ops"],
        author: { "none-of": ["bots"] },
        title: "^feat",
        linked: { story: { matches: "STORY-[0-9]+", in: ["title", "body"] } },
        base: "main",
        stage: ["staging", "production"],
      }),
      require: [
        { kind: "entry-added", options: "`docs/00.md`" },
        {
          kind: "changed",
          options: "`CHANGELOG.md`",
          when: triggerSchema.parse({ labels: "governance", added: "a/**" }),
        },
      ],
      enforce: "warn",
      gateEnforce: { dev: "off", staging: "warn" },
      owner: "organisation",
      layer: "preset operating-model",
      waivers: { who: ["team:release", "@ada", "permission:maintain"].map(parseGrantee), expires: "14d", self: false },
    });
    expect(`\n${renderRule(full, describeDemand, options)}`).toBe(`
G4/runtime-behaviour
  An operator reads the status log to know what runs today, at any hour and
  without asking.

  when      changed: \`src/routing/**\`, \`src/recovery/**\`
            except: \`**/*.test.ts\`
            an added line matches \`TODO\` in \`src/**\`
            labels: governance or ops
            author: other than bots
            title matches \`^feat\`
            linked: {story} matches \`STORY-[0-9]+\` in the title or the
              description
            base branch: \`main\`
            stage: staging or production
  requires  entry-added of \`docs/00.md\`
            changed of \`CHANGELOG.md\`, when added: \`a/**\`; labels: governance
  enforced  G4: off at dev, warn at staging, block elsewhere; the rule itself:
              warn, and the weaker holds
  from      preset operating-model (organisation)
  waivers   by members of the team release, @ada and people with the permission
              maintain or more; not the author of the pull request
            for at most 14d
`);
  });

  test("without reasons and waivers is short", () => {
    expect(`\n${renderRule(rule(), describeDemand, options)}`).toBe(`
G4/runtime-behaviour

  when      changed: \`src/routing/**\`
  requires  entry-added of \`docs/00.md\`
  enforced  G4: block
  from      .github/lockstep.yml (repository)
  waivers   by nobody: the policy names nobody
`);
  });

  test("that is locked cannot be waived", () => {
    const locked = rule({ locked: true, owner: "organisation", waivers: { who: [parseGrantee("team:sre")] } });
    expect(renderRule(locked, describeDemand, options)).toContain(
      "waivers   none: the rule is locked by the organisation\n",
    );
  });

  test("may be waived by its author where the policy says so", () => {
    const own = rule({ waivers: { who: [parseGrantee("team:sre")], self: true, blanket: true } });
    const text = renderRule(own, describeDemand, options).replace(/\s+/g, " ");
    expect(text).toContain("members of the team sre; the author too, if among them");
    expect(text).toContain("also with its whole gate");
  });

  test("is data where it comes from a file", () => {
    const output = renderRule(rule({ because: "\u001b[2J", layer: "a\u202eb" }), () => "\u009b", options);
    expect(output).toContain("␛[2J");
    expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});

describe("paths", () => {
  test("are listed with the rules they wake and why", () => {
    const matches = [
      {
        path: "src/routing/a.ts",
        rules: [
          { rule: rule(), why: "changed: src/routing/**" },
          { rule: rule({ id: "tests", gate: "G2" }), why: "changed: src/**" },
        ],
        asks: [],
      },
      { path: "README.md", rules: [], asks: [{ rule: rule({ id: "log" }), asks: "a new entry in `README.md`" }] },
    ];
    expect(`\n${renderPaths(matches, options)}`).toBe(`
src/routing/a.ts
  G4/runtime-behaviour  changed: src/routing/**
  G2/tests              changed: src/**

README.md
  nothing watches this path
  G4/log                asks for a new entry in \`README.md\`
`);
  });

  test("are data", () => {
    expect(renderPaths([{ path: "a\u001b[2J\n.ts", rules: [], asks: [] }], options)).toBe(
      "a␛[2J␊.ts\n  nothing watches this path\n",
    );
  });
});
