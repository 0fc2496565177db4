import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { mapOptions } from "../../src/core/binding.ts";
import { describeStaged, stagedSchema, stagesOf, valuesAt } from "../../src/core/staged.ts";

const schema = stagedSchema(z.int(), "a whole number");
const everywhere = schema.parse(3);
const byStage = schema.parse({ dev: 1, production: 9 });

describe("a value that may differ by stage", () => {
  test.each([
    ["one value holds everywhere", everywhere, "dev", [3]],
    ["one value holds without a stage", everywhere, undefined, [3]],
    ["a stage has its own", byStage, "dev", [1]],
    ["without a stage all must be met", byStage, undefined, [1, 9]],
    ["at a stage that is not named all must be met", byStage, "staging", [1, 9]],
    ["no stage has a value by way of JavaScript", byStage, "constructor", [1, 9]],
  ])("%s", (_name, staged, stage, values) => {
    expect(valuesAt(staged, stage)).toEqual(values);
  });

  test("names its stages", () => {
    expect([stagesOf(everywhere), stagesOf(byStage)]).toEqual([[], ["dev", "production"]]);
  });

  test("reads as a sentence", () => {
    expect([describeStaged(everywhere, String), describeStaged(byStage, String)]).toEqual([
      "3",
      "1 (dev), 9 (production)",
    ]);
  });

  test.each([[{}], [[1]], ["3"], [{ dev: "3" }]])("%j is none", (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});

test("staged values are found in options, and stay as they are where nobody asks", () => {
  const options = { a: [{ b: byStage }], c: everywhere };
  const seen: string[] = [];
  const keep = { address: <T>(value: T) => value, glob: <T>(value: T) => value };
  expect(mapOptions(options, keep)).toEqual(options);
  mapOptions(options, {
    ...keep,
    staged: (staged, path) => {
      seen.push(path.join("."));
      return staged;
    },
  });
  expect(seen).toEqual(["a.0.b", "c"]);
});
