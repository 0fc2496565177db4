import { describe, expect, test } from "@jest/globals";
import { parseAddress } from "../../src/core/address.ts";
import { bindOptions, mapOptions } from "../../src/core/binding.ts";
import { compileGlob } from "../../src/core/glob.ts";
import { compilePattern } from "../../src/core/pattern.ts";
import { demandSchema } from "../../src/core/policy/demand.ts";

const bindings = new Map([["p", "a*b"]]);

function visited(options: unknown) {
  const seen: [string, string][] = [];
  const keep = <T>(value: T, written: string, path: readonly (string | number)[]) => {
    seen.push([written, path.join(".")]);
    return value;
  };
  mapOptions(options, {
    address: (address, path) => keep(address, address.written, path),
    glob: (glob, path) => keep(glob, glob.pattern, path),
  });
  return seen;
}

describe("what captures stand for is put in", () => {
  test("into addresses, literally", () => {
    expect(bindOptions({ of: parseAddress("packages/{p}/a.md#Of {p}/{q}") }, bindings)).toEqual({
      of: {
        type: "address",
        written: "packages/{p}/a.md#Of {p}/{q}",
        document: "packages/a*b/a.md",
        headings: ["Of a*b", "{q}"],
      },
    });
  });

  test("into globs, as letters", () => {
    const { files } = bindOptions({ files: [compileGlob("packages/{p}/**")] }, bindings) as {
      files: ReturnType<typeof compileGlob>[];
    };
    expect(["packages/a*b/x", "packages/ab/x"].map((path) => files[0]?.matches(path))).toEqual([true, false]);
  });

  test("into the alternatives of any-of", () => {
    const { options } = demandSchema.parse({ "any-of": [{ changed: "{p}/x" }, { exists: ["y", "{p}/z"] }] });
    expect(visited(bindOptions(options, bindings)).map(([written]) => written)).toEqual(["a\\*b/x", "y", "a\\*b/z"]);
  });

  test("everything else stays", () => {
    const pattern = compilePattern("{p}+");
    const options = { matches: pattern, count: 3, text: "{p}", none: null, list: ["{p}", true] };
    expect(bindOptions(options, bindings)).toEqual(options);
  });

  test("nothing is touched when nothing is bound", () => {
    const options = { files: [compileGlob("{p}")] };
    expect(bindOptions(options, new Map())).toBe(options);
  });

  test("keys that objects have anyway are keys", () => {
    const options: unknown = JSON.parse(
      '{ "columns": { "__proto__": 1, "constructor": 2, "type": "glob of sorts" } }',
    ) as unknown;
    const bound = bindOptions(options, bindings);
    expect(JSON.stringify(bound)).toBe(JSON.stringify(options));
    expect(Object.getPrototypeOf((bound as { columns: object }).columns)).toBe(Object.prototype);
  });
});

describe("where a value stands in a policy", () => {
  test("is told by keys and positions", () => {
    expect(visited({ to: parseAddress("a#b"), in: [compileGlob("x"), compileGlob("y")] })).toEqual([
      ["a#b", "to"],
      ["x", "in.0"],
      ["y", "in.1"],
    ]);
  });

  test("inside any-of by the kind, as the policy writes it", () => {
    const { options } = demandSchema.parse({ "any-of": [{ title: "x" }, { changed: ["x", "y"] }] });
    expect(visited(options)).toEqual([
      ["x", "1.changed.files.0"],
      ["y", "1.changed.files.1"],
    ]);
  });
});
