import { describe, expect, test } from "@jest/globals";
import { maxOccasions } from "../../src/core/trigger/occasion.ts";
import { matchTrigger, triggerSchema } from "../../src/core/trigger.ts";
import { factsOfChange } from "../facts.ts";

function occasions(when: unknown, files: readonly string[]) {
  const wake = matchTrigger(triggerSchema.parse(when), factsOfChange(files));
  return wake.woken ? wake.occasions.map(({ bindings, by }) => [Object.fromEntries(bindings), by]) : wake.why;
}

const count = (number: number, write: (index: number) => string) => Array.from({ length: number }, (_, n) => write(n));

describe("one occasion per set of captured values", () => {
  test("files of one package are one occasion", () => {
    expect(occasions({ changed: "packages/{p}/**" }, ["M packages/a/x", "M packages/b/x", "D packages/a/y"])).toEqual([
      [{ p: "a" }, ["packages/a/x", "packages/a/y"]],
      [{ p: "b" }, ["packages/b/x"]],
    ]);
  });

  test("a rename from one package to another is an occasion of both", () => {
    expect(occasions({ changed: "packages/{p}/**" }, ["R packages/a/x packages/b/x"])).toEqual([
      [{ p: "b" }, ["packages/b/x"]],
      [{ p: "a" }, ["packages/a/x"]],
    ]);
  });

  test("several globs may bind the same name", () => {
    expect(occasions({ changed: ["lib/{p}/**", "src/{p}/**"] }, ["M src/a/x", "M lib/a/x"])).toEqual([
      [{ p: "a" }, ["src/a/x", "lib/a/x"]],
    ]);
  });

  test("a glob without captures is an occasion of its own", () => {
    expect(occasions({ changed: ["lib/{p}/**", "shared/**"] }, ["M lib/a/x", "M shared/x"])).toEqual([
      [{ p: "a" }, ["lib/a/x"]],
      [{}, ["shared/x"]],
    ]);
  });

  test("one path may bind different values by different globs", () => {
    expect(occasions({ changed: ["{p}/**", "**/{p}"] }, ["M a/b"])).toEqual([
      [{ p: "a" }, ["a/b"]],
      [{ p: "b" }, ["a/b"]],
    ]);
  });
});

describe("several conditions are joined where their captures agree", () => {
  test("only values that both bind remain", () => {
    const files = ["M src/a/x", "M src/b/x", "A docs/b.md", "A docs/c.md"];
    expect(occasions({ changed: "src/{p}/**", added: "docs/{p}.md" }, files)).toEqual([
      [{ p: "b" }, ["src/b/x", "docs/b.md"]],
    ]);
  });

  test("values that nowhere agree do not wake", () => {
    expect(occasions({ changed: "src/{p}/**", added: "docs/{p}.md" }, ["M src/a/x", "A docs/c.md"])).toBe(
      "its file conditions bind different captures",
    );
  });

  test("different names make every pair", () => {
    expect(occasions({ added: "a/{x}", removed: "b/{y}" }, ["A a/1", "A a/2", "D b/1"])).toEqual([
      [{ x: "1", y: "1" }, ["a/1", "b/1"]],
      [{ x: "2", y: "1" }, ["a/2", "b/1"]],
    ]);
  });

  test("a condition without captures goes with every occasion", () => {
    expect(occasions({ changed: "src/{p}/**", added: "notes.md" }, ["M src/a/x", "A notes.md"])).toEqual([
      [{ p: "a" }, ["src/a/x", "notes.md"]],
    ]);
  });

  test("what comes to the same is one occasion", () => {
    expect(occasions({ added: ["a/{x}", "a/*"], changed: "a/{x}" }, ["A a/1"])).toEqual([[{ x: "1" }, ["a/1"]]]);
  });

  test("a third condition narrows further", () => {
    const files = ["M s/a/x", "M s/b/x", "A d/a", "A d/b", "D e/b"];
    expect(occasions({ changed: "s/{p}/*", added: "d/{p}", removed: "e/{p}" }, files)).toEqual([
      [{ p: "b" }, ["s/b/x", "d/b", "e/b"]],
    ]);
  });
});

describe("more occasions than are judged", () => {
  test("many values that join to few are few", () => {
    const files = [...count(5000, (n) => `M src/p${n}/x`), "A docs/p4000.md", "A docs/none.md"];
    expect(occasions({ changed: "src/{p}/**", added: "docs/{p}.md" }, files)).toEqual([
      [{ p: "p4000" }, ["src/p4000/x", "docs/p4000.md"]],
    ]);
  });

  test("every pair of many is cut off once it is too many", () => {
    const files = [...count(5000, (n) => `A a/${n}`), ...count(5000, (n) => `D b/${n}`)];
    expect(occasions({ added: "a/{x}", removed: "b/{y}" }, files)).toHaveLength(maxOccasions + 1);
  });

  test("a further condition does not make what was cut off look complete", () => {
    const files = [...count(300, (n) => `A a/${n}`), ...count(300, (n) => `D b/${n}`), "R c d/299"];
    expect(occasions({ added: "a/{x}", removed: "b/{y}", renamed: "d/{x}" }, files)).toHaveLength(maxOccasions + 1);
  });
});
