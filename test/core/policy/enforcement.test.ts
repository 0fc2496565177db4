import { describe, expect, test } from "@jest/globals";
import {
  type Enforce,
  type Enforcement,
  enforcementAt,
  enforcements,
  enforceSchema,
  forStages,
  stricter,
  strongest,
  weakest,
} from "../../../src/core/policy/enforcement.ts";

describe("what holds at a stage", () => {
  const perStage: Enforce = { dev: "off", staging: "warn", production: "block" };
  const cases: readonly (readonly [string, Enforce, string | undefined, Enforcement])[] = [
    ["one word holds everywhere", "warn", "production", "warn"],
    ["one word holds without a stage", "off", undefined, "off"],
    ["a stage gets its own", perStage, "staging", "warn"],
    ["a stage that is not named gets block", perStage, "preview", "block"],
    ["a stage with the name of a property of objects gets block", perStage, "constructor", "block"],
    ["without a stage the strongest holds", perStage, undefined, "block"],
    ["without a stage the strongest holds even when none blocks", { dev: "off", staging: "warn" }, undefined, "warn"],
    ["no stage at all is block", {}, undefined, "block"],
  ];
  test.each(cases)("%s", (_name, enforce, stage, holds) => {
    expect(enforcementAt(enforce, stage)).toBe(holds);
  });
});

describe("with every stage named", () => {
  test("a stage without its own counts as block where the stage is not known", () => {
    const complete = forStages({ dev: "off", staging: "warn" }, ["dev", "staging", "production"]);
    expect(complete).toEqual({ dev: "off", staging: "warn", production: "block" });
    expect(enforcementAt(complete, undefined)).toBe("block");
  });

  test("one word stays one word", () => {
    expect(forStages("evaluate", ["dev"])).toBe("evaluate");
  });
});

describe("the stricter of two", () => {
  const stages = ["dev", "production"];
  const cases: readonly (readonly [string, Enforce, Enforce, Enforce])[] = [
    ["of two words", "warn", "block", "block"],
    ["of a word and stages", "warn", { dev: "off", production: "block" }, { dev: "warn", production: "block" }],
    [
      "of stages and stages",
      { dev: "block" },
      { dev: "off", production: "off" },
      { dev: "block", production: "block" },
    ],
  ];
  test.each(cases)("%s, in either order", (_name, a, b, both) => {
    expect([stricter(a, b, stages), stricter(b, a, stages)]).toEqual([both, both]);
  });
});

describe("from weakest to strongest: off, evaluate, warn, block", () => {
  test.each(enforcements.flatMap((weak, index) => enforcements.slice(index).map((strong) => [weak, strong] as const)))(
    "%s is not stronger than %s",
    (weak, strong) => {
      expect([strongest([weak, strong]), weakest([strong, weak])]).toEqual([strong, weak]);
    },
  );

  test("none at all is block", () => {
    expect([strongest([]), weakest([])]).toEqual(["block", "block"]);
  });
});

test("the schema takes one word or one per stage", () => {
  const accepted = ["off", { dev: "warn" }].map((value) => enforceSchema.safeParse(value).success);
  const refused = ["blok", { dev: "blok" }, ["off"], null].map((value) => enforceSchema.safeParse(value).success);
  expect([...accepted, ...refused]).toEqual([true, true, false, false, false, false]);
});
