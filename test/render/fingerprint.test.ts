import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { fingerprint } from "../../src/render/fingerprint.ts";

test("the same parts have the same fingerprint in every version", () => {
  expect(fingerprint(["G4/window", "docs/log.md"])).toBe("349b9fdd5cc5a764");
});

test("other parts have another one", () => {
  const parts = fc.array(fc.string({ unit: "binary", maxLength: 8 }), { maxLength: 3 });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      expect(fingerprint(a) === fingerprint(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      expect(fingerprint(a)).toMatch(/^[0-9a-f]{16}$/);
    }),
  );
});
