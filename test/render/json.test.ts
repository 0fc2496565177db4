import { readFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { renderJson, reportJsonSchema } from "../../src/render/json.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";
import { hostileText, reportSaying } from "./hostile.ts";

const policy = { source: "main:.github/lockstep.yml", oid: "3f0c" };
const validate = new Ajv2020({ allErrors: true }).compile(reportJsonSchema());

const failing = report(
  [
    gate("G3", "Observability", [rule("dashboards", { why: "no file changed that matches src/metrics/**" })]),
    gate("G4", "Documentation", [
      rule("window", {
        because: "An operator reads the log.",
        requirements: [
          requirement({ findings: [finding({ snippet: "| … |" }), finding({ location: { path: "pull-request" } })] }),
          requirement({
            kind: "label",
            asks: "the label `ops`",
            verdict: "not-applicable",
            why: "the labels are not ops",
          }),
        ],
      }),
    ]),
  ],
  { stage: "production" },
);

test("a report has one shape, in kebab-case", () => {
  expect(JSON.parse(renderJson(failing, policy))).toEqual({
    version: 1,
    verdict: "fail",
    blocks: true,
    "if-every-gate-blocked": { verdict: "fail", blocks: true },
    head: "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
    base: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d",
    "merge-base": "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d",
    stage: "production",
    "files-changed": 4,
    policy: { source: "main:.github/lockstep.yml", oid: "3f0c" },
    gates: [
      {
        id: "G3",
        name: "Observability",
        enforce: "block",
        verdict: "not-applicable",
        blocks: false,
        rules: [
          {
            id: "dashboards",
            verdict: "not-applicable",
            enforce: "block",
            layer: ".github/lockstep.yml",
            why: "no file changed that matches src/metrics/**",
            "woken-by": [],
            requirements: [],
          },
        ],
      },
      {
        id: "G4",
        name: "Documentation",
        enforce: "block",
        verdict: "fail",
        blocks: true,
        rules: [
          {
            id: "window",
            verdict: "fail",
            enforce: "block",
            because: "An operator reads the log.",
            layer: ".github/lockstep.yml",
            "woken-by": ["src/a.ts"],
            requirements: [
              {
                kind: "row-added",
                asks: "a new row under *Rollout windows* of `docs/log.md`",
                verdict: "fail",
                findings: [
                  {
                    message: "`docs/log.md` has no new row under *Rollout windows*.",
                    path: "docs/log.md",
                    line: 12,
                    remedy: "Add a row under *Rollout windows*.",
                    snippet: "| … |",
                  },
                  {
                    message: "`docs/log.md` has no new row under *Rollout windows*.",
                    path: "pull-request",
                    remedy: "Add a row under *Rollout windows*.",
                  },
                ],
              },
              {
                kind: "label",
                asks: "the label `ops`",
                verdict: "not-applicable",
                why: "the labels are not ops",
                findings: [],
              },
            ],
          },
        ],
      },
    ],
  });
});

test("without a policy nothing is gated, and the policy is null", () => {
  const json = renderJson(failing, undefined);
  expect(JSON.parse(json)).toMatchObject({
    version: 1,
    verdict: "not-applicable",
    blocks: false,
    "if-every-gate-blocked": { verdict: "not-applicable", blocks: false },
    policy: null,
    gates: [],
  });
  expect(validate(JSON.parse(json))).toBe(true);
});

test("it is indented by two spaces and ends with a newline", () => {
  expect(renderJson(report([]), { source: "a file", oid: undefined })).toMatch(
    /^\{\n {2}"version": 1,\n[\s\S]*"oid": null[\s\S]*\n\}\n$/,
  );
});

describe("the published schema", () => {
  test("is the file schema/report.schema.json", async () => {
    const file = await readFile(new URL("../../schema/report.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(file)).toEqual(reportJsonSchema());
  });

  test("holds for every report, whatever is in it", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        validate(JSON.parse(renderJson(reportSaying(text), { source: text, oid: undefined })));
        expect(validate.errors ?? []).toEqual([]);
      }),
    );
  });

  test.each([
    { name: "another version", change: { version: 2 } },
    { name: "a verdict nobody knows", change: { verdict: "ok" } },
    { name: "no policy key", change: { policy: undefined } },
    { name: "a gate without rules", change: { gates: [{ id: "G1" }] } },
  ])("refuses $name", ({ change }) => {
    expect(validate(JSON.parse(JSON.stringify({ ...JSON.parse(renderJson(failing, policy)), ...change })))).toBe(false);
  });

  test("lets new keys through, which are no break of version 1", () => {
    expect(validate({ ...JSON.parse(renderJson(failing, policy)), new: true })).toBe(true);
  });
});
