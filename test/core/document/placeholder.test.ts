import { expect, test } from "@jest/globals";
import { isPlaceholder } from "../../../src/core/document/placeholder.ts";

test.each([
  "",
  " ",
  "-",
  "–",
  "…",
  "...",
  "N/A",
  "n/a.",
  "None",
  "(none yet)",
  "No entries yet.",
  "nothing yet",
  "TBD",
  "todo",
  "_",
])("%j says nothing", (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

test.each(["0", "no", "✅", "None of the windows was promoted", "yet another entry", "2026-01-01"])(
  "%j says something",
  (text) => {
    expect(isPlaceholder(text)).toBe(false);
  },
);
