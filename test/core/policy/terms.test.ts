import { describe, expect, test } from "@jest/globals";
import { parseGrantee } from "../../../src/core/grantee.ts";
import { describePermitted, parsePeriod } from "../../../src/core/policy/terms.ts";
import { problemsOf, readLayers } from "../../policies.ts";

const hour = 60 * 60 * 1000;

describe("terms", () => {
  test.each([
    ["2h", 2 * hour],
    ["14d", 14 * 24 * hour],
    ["3w", 21 * 24 * hour],
    ["0d", undefined],
    ["d", undefined],
    ["1m", undefined],
    ["99999w", undefined],
  ])("%s", (text, milliseconds) => {
    expect(parsePeriod(text)).toBe(milliseconds);
  });

  test("are said in the same words everywhere", () => {
    expect(describePermitted({ who: [], self: true })).toBe("nobody: the policy names nobody");
    expect(describePermitted({ who: ["@a", "team:b", "permission:write"].map(parseGrantee), self: false })).toBe(
      "@a, members of the team b and people with the permission write or more; not the author of the pull request",
    );
  });

  const rules =
    "rules:\n  - { id: a, gate: G4, when: { changed: [x] }, require: [{ exists: x }], waivers: { self: true } }\n  - { id: b, gate: G5, when: { changed: [x] }, require: [{ approved-by: sec }] }\n";

  test("of a rule are its own, then its gate's, then the policy's; attestations add theirs", () => {
    const { policy } = readLayers(
      `version: 1
waivers: { who: ["@a"], expires: 3d }
attestations: { expires: 1d }
gates: { G4: { waivers: { expires: 2d, blanket: true } } }
roles: { sec: { who: ["@s"] } }
${rules}`,
    );
    const [a, b] = policy?.rules ?? [];
    expect(a?.waivers).toEqual({ who: [{ type: "person", login: "a" }], expires: "2d", blanket: true, self: true });
    expect(a?.attestations).toMatchObject({ expires: "1d", self: true });
    expect(b?.waivers).toEqual({ who: [{ type: "person", login: "a" }], expires: "3d" });
    expect(b?.require[0]?.options).toMatchObject({ role: { name: "sec", who: [{ login: "s" }], self: false } });
  });

  test("of an organisation bind its rules, whatever the repository says", () => {
    const { policy, errors } = readLayers({
      organisation: `version: 1\nwaivers: { who: ["@o"] }\nroles: { sec: { who: ["@o"] } }\ncommands: { hold: { who: ["@o"] } }\nrules:\n  - { id: o, gate: G4, when: { changed: [x] }, require: [{ exists: x }] }\n`,
      repository: `version: 1\nwaivers: { who: ["@r"] }\ngates: { G4: { waivers: { who: ["@r"] } } }\n`,
    });
    expect(errors).toEqual([]);
    expect(policy?.rules[0]?.waivers).toEqual({ who: [{ type: "person", login: "o" }] });
  });

  test.each([
    ["a role of its", `roles: { sec: { who: ["@r"] } }`, 'role "sec" belongs to the organisation\'s policy'],
    ["a command's terms of its", `commands: { hold: { who: ["@r"] } }`, 'the terms of "hold" belong'],
    [
      "the waivers of a rule of its",
      "rules: [{ id: o, waivers: { self: true } }]",
      'which alone may say "waivers" of it',
    ],
  ])("the repository cannot restate %s organisation", (_name, text, message) => {
    const problems = problemsOf({
      organisation: `version: 1\nroles: { sec: { who: ["@o"] } }\ncommands: { hold: { who: ["@o"] } }\nrules:\n  - { id: o, gate: G4, when: { changed: [x] }, require: [{ exists: x }] }\n`,
      repository: `version: 1\n${text}\n`,
    });
    expect(problems.join("\n")).toContain(message);
  });

  test("a role that nothing declares is refused, with the nearest", () => {
    const problems = problemsOf(
      `version: 1\nroles: { security: { who: ["@s"] } }\n${rules.replace("sec }", "secrity }")}`,
    );
    expect(problems.join("\n")).toContain('no role "secrity" is declared; did you mean "security"?');
  });

  test("a gate cannot be called hold", () => {
    expect(problemsOf("version: 1\ngates: { hold: { name: x } }\n").join()).toContain('neither "policy" nor "hold"');
  });
});
