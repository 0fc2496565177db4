import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Report } from "../../src/core/report.ts";
import type { Finding } from "../../src/core/requirement.ts";
import { renderSarif } from "../../src/render/sarif.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";
import { hostileText, hostileTexts, reportSaying } from "./hostile.ts";

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: [
    { physicalLocation: { artifactLocation: { uri: string; uriBaseId: string }; region: { startLine: number } } },
  ];
  partialFingerprints: { primaryLocationLineHash: string };
}

interface Run {
  tool: { driver: { rules: { id: string }[] } };
  results: Result[];
}

function run(given: Report): Run {
  const { runs } = JSON.parse(renderSarif(given, { version: "1.2.3" })) as { runs: [Run] };
  return runs[0];
}

function one(given: Partial<Finding>, enforce: "block" | "warn" | "evaluate" | "off" = "block"): Report {
  return report([
    gate(
      "G4",
      "Documentation",
      [rule("window", { requirements: [requirement({ findings: [finding(given)] })] })],
      enforce,
    ),
  ]);
}

test("a finding is one result of its rule", () => {
  const because = "An operator reads the log.";
  const failing = report([
    gate("G4", "Documentation", [rule("window", { because, requirements: [requirement({ findings: [finding()] })] })]),
  ]);
  expect(JSON.parse(renderSarif(failing, { version: "1.2.3" }))).toEqual({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Lockstep",
            semanticVersion: "1.2.3",
            rules: [
              {
                id: "G4/window",
                name: "window",
                shortDescription: { text: "G4 Documentation: window" },
                fullDescription: { text: because },
                defaultConfiguration: { level: "error" },
                properties: { gate: "G4", enforce: "block", layer: ".github/lockstep.yml" },
              },
            ],
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The top of the repository." } } },
        results: [
          {
            ruleId: "G4/window",
            ruleIndex: 0,
            level: "error",
            message: {
              text: "`docs/log.md` has no new row under *Rollout windows*. Add a row under *Rollout windows*.",
            },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: "docs/log.md", uriBaseId: "%SRCROOT%" },
                  region: { startLine: 12 },
                },
              },
            ],
            partialFingerprints: { primaryLocationLineHash: "a9d18f4888723732:1" },
            properties: { verdict: "fail", kind: "row-added" },
          },
        ],
      },
    ],
  });
});

test.each([
  { enforce: "block", expected: ["error"] },
  { enforce: "warn", expected: ["warning"] },
  { enforce: "evaluate", expected: ["note"] },
  { enforce: "off", expected: [] },
] as const)("a gate set to $enforce gives $expected", ({ enforce, expected }) => {
  expect(run(one({}, enforce)).results.map(({ level }) => level)).toEqual(expected);
});

test("what passes, does not apply or is waived is left out", () => {
  const rules = [
    rule("a", { requirements: [requirement()] }),
    rule("b", { why: "no file" }),
    rule("c", { requirements: [requirement({ findings: [finding()] })], verdict: "waived" }),
  ];
  const { tool, results } = run(report([gate("G4", "Documentation", rules)]));
  expect({ rules: tool.driver.rules, results }).toEqual({ rules: [], results: [] });
});

test("a finding under two rules is a result of each", () => {
  const same = requirement({ findings: [finding()] });
  const { results } = run(
    report([
      gate("G4", "D", [rule("a", { requirements: [same] })]),
      gate("G5", "S", [rule("b", { requirements: [same] })], "warn"),
    ]),
  );
  expect(results.map(({ ruleId, ruleIndex, level }) => `${ruleId} ${ruleIndex} ${level}`)).toEqual([
    "G4/a 0 error",
    "G5/b 1 warning",
  ]);
});

test.each([
  {
    name: "a path is percent-encoded",
    path: "docs/a b#?%:é.md",
    line: 3,
    expected: "docs/a%20b%23%3F%25%3A%C3%A9.md:3",
  },
  { name: "a path is never absolute", path: "//host/x", line: 3, expected: "host/x:3" },
  { name: "a finding without a line is at the first", path: "docs/log.md", line: undefined, expected: "docs/log.md:1" },
  {
    name: "a finding on the pull request is shown at the policy",
    path: "pull-request",
    line: undefined,
    expected: ".github/lockstep.yml:1",
  },
])("$name", ({ path, line, expected }) => {
  const [result] = run(one({ location: { path, ...(line === undefined ? {} : { line }) } })).results;
  const { artifactLocation, region } = result?.locations[0].physicalLocation ?? {};
  expect(`${artifactLocation?.uri}:${region?.startLine}`).toBe(expected);
});

describe("fingerprints", () => {
  const hashes = (given: Report) =>
    run(given).results.map((result) => result.partialFingerprints.primaryLocationLineHash);

  test("stay when lines move", () => {
    const at = (line: number) =>
      one({ message: `The fence opened on line ${line} is not closed.`, location: { path: "a.md", line } });
    expect(hashes(at(3))).toEqual(hashes(at(30)));
  });

  test("tell findings apart, even those that say the same", () => {
    const two = [finding({ location: { path: "a.md", line: 1 } }), finding({ location: { path: "a.md", line: 2 } })];
    const findings = [...two, finding({ location: { path: "b.md" } })];
    const all = hashes(report([gate("G4", "D", [rule("a", { requirements: [requirement({ findings })] })])]));
    expect(new Set(all).size).toBe(3);
    expect(all.map((hash) => hash.split(":")[1])).toEqual(["1", "2", "1"]);
  });
});

describe("hostile text", () => {
  test.each(hostileTexts)("%j makes no link and no absolute location", (text) => {
    for (const { message, locations } of run(reportSaying(text)).results) {
      expect(message.text).not.toMatch(/\]\(/);
      expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^(?!\/)[\w.~!*'()/%-]*$/);
    }
  });

  test("no text does", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const { locations } of run(reportSaying(text)).results)
          expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^(?!\/)[\w.~!*'()/%-]+$/);
      }),
    );
  });
});
