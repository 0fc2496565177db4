import { expect, test } from "@jest/globals";
import { compileGlob } from "../../../src/core/glob.ts";
import { stageOf } from "../../../src/core/policy/stage.ts";
import type { Policy } from "../../../src/core/policy.ts";

const stage = (name: string, ...branches: string[]) => ({
  name,
  branches: branches.map(compileGlob),
  environments: [],
});
const policy: Policy = {
  documents: new Map(),
  documentationOrder: [],
  stages: [
    stage("staging", "develop"),
    stage("production", "main", "release/*"),
    stage("late", "release/**"),
    stage("none"),
  ],
  gates: [],
  rules: [],
  roles: new Map(),
  commands: {},
  reports: new Map(),
};

test.each([
  ["the branch of a stage", "develop", "staging"],
  ["one of several globs", "release/1.2", "production"],
  ["the first stage that matches", "release/1.2", "production"],
  ["a later stage", "release/1/2", "late"],
  ["a branch of no stage", "feature", undefined],
  ["a branch that differs in case", "Main", undefined],
  ["a branch that is not known", undefined, undefined],
])("%s", (_name, branch, name) => {
  expect(stageOf(policy, branch)).toBe(name);
});
