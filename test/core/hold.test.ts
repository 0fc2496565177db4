import { expect, test } from "@jest/globals";
import type { Hold } from "../../src/core/decision.ts";
import { withHolds } from "../../src/core/hold.ts";
import { gate, report, requirement, rule } from "../report-builder.ts";

const met = report([gate("G4", "Documentation", [rule("log", { requirements: [requirement()] })])]);
const hold: Hold = {
  ...{ kind: "hold", subject: "", id: "1", by: "bob", as: "x", at: 1, base: "main", reason: "not yet" },
  coverage: {},
};

test("a hold blocks, whatever the rules say, and changes nothing else", () => {
  const held = withHolds(met, [hold]);
  expect([held.verdict, held.blocks]).toEqual(["pending", true]);
  expect(held.gates.slice(0, -1)).toEqual(met.gates);
  expect(held.gates.at(-1)).toMatchObject({ id: "hold", blocks: true });
});

test("without a hold the report is the same", () => {
  expect(withHolds(met, [])).toBe(met);
});
