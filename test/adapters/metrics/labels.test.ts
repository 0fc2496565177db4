import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { eventLabel, gateLabel, resourceLabel, statusClass } from "../../../src/adapters/metrics/labels.ts";

test("every event of app.yml has a label of its own", () => {
  const manifest = parse(readFileSync(new URL("../../../app.yml", import.meta.url), "utf8")) as {
    default_events: string[];
  };
  expect(manifest.default_events.map(eventLabel)).toEqual(manifest.default_events);
});

test("what is not known is other", () => {
  expect([eventLabel("x"), gateLabel("ours"), resourceLabel("x"), eventLabel("")]).toEqual(Array(4).fill("other"));
  expect([gateLabel("G4"), gateLabel("all"), resourceLabel("core")]).toEqual(["G4", "all", "core"]);
});

test("a status is known by its class", () => {
  expect([204, 304, 404, 502, undefined, 0, 999].map(statusClass)).toEqual([
    "2xx",
    "3xx",
    "4xx",
    "5xx",
    "none",
    "none",
    "none",
  ]);
});
