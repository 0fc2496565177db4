import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readYaml } from "../../src/read/yaml-text.ts";

const errorsOf = (text: string) =>
  readYaml("a.yml", text).errors.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe("values", () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    [
      "mappings, lists and scalars",
      "a: [1, x, true, null, 1.5]\nb: { c: d }\n",
      { a: [1, "x", true, null, 1.5], b: { c: "d" } },
    ],
    ["only true and false are truth", "[yes, no, on, off, True]", ["yes", "no", "on", "off", true]],
    ["dates are texts, octal is written 0o", "[2026-01-31, 0o17, 017]", ["2026-01-31", 15, 17]],
    ["an older version is read like this one", "%YAML 1.1\n---\na: yes\n", { a: "yes" }],
    ["a value that is missing is null", "a:\nb: ~\n", { a: null, b: null }],
    ["keys are texts", "1: a\ntrue: b\nnull: c\n", { "1": "a", true: "b", "": "c" }],
    ["nothing", "", null],
    ["comments only", "# a\n# b\n", null],
    ["an end mark", "a: 1\n...\n", { a: 1 }],
    ["line ends of Windows", "a: 1\r\nb: 2\r\n", { a: 1, b: 2 }],
    ["a byte order mark", "\ufeffa: 1", { a: 1 }],
    ["merge keys are keys like others", "a: &x { b: 1 }\nc: { <<: *x }", { a: { b: 1 }, c: { "<<": { b: 1 } } }],
    ["an alias stands for the value before it", "a: &x [1]\nb: *x\nc: &x 2\nd: *x", { a: [1], b: [1], c: 2, d: 2 }],
    ["tags of the core", 'a: !!str 1\nb: !!int "2"', { a: "1", b: 2 }],
    ["lines are folded and kept", "a: >\n  x\n  y\nb: |\n  x\n  y\n", { a: "x y\n", b: "x\ny\n" }],
  ];
  test.each(cases)("%s", (_name, text, value) => {
    const yaml = readYaml("a.yml", text);
    expect(yaml.errors).toEqual([]);

    expect(yaml.value).toEqual(value);
  });

  test("keys that objects have anyway are harmless", () => {
    const { value } = readYaml("a.yml", "__proto__: { polluted: true }\nconstructor: 1\ntoString: 2\n");
    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("whatever JSON can say is read as JSON does", () => {
    const value = fc.jsonValue();
    fc.assert(
      fc.property(value, (each) => {
        const written = JSON.stringify(each);
        expect(JSON.stringify(readYaml("a.yml", written).value)).toBe(written);
      }),
    );
  });
});

describe("errors", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["a key twice", "a: 1\nb: 2\na: 3", "3:1 this key stands twice in the same mapping"],
    ["a key twice in a mapping in a list", "- { a: 1, a: 2 }", "1:11 this key stands twice in the same mapping"],
    ["a key twice, written differently", "1: a\n'1': b", "2:1 this key stands twice in the same mapping"],
    ["a list as a key", "? [a, b]\n: 1", "1:3 a key must be plain text"],
    ["an alias as a key", "a: &x b\n*x : 1", "2:1 a key must be plain text"],
    ["a second document", "a: 1\n---\nb: 2", "2:1 there is a second YAML document; only one is read"],
    ["a tag for code", "a: !!js/function 'x'", "1:4 not valid YAML: Unresolved tag: tag:yaml.org,2002:js/function"],
    ["a tag for bytes", "a: !!binary aGk=", "1:4 not valid YAML: Unresolved tag: tag:yaml.org,2002:binary"],
    ["a tag of one's own", "a: !x y", "1:4 not valid YAML: Unresolved tag: !x"],
    [
      "an open list",
      "a: [1",
      "1:6 not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
    ["a tab", "a:\n\tb: 1", "2:1 not valid YAML: Tabs are not allowed as indentation"],
    ["NUL", "a: 1\0", "1:5 not valid YAML: a control character"],
    ["a control character in a comment", "a: 1 # \u0007", "1:8 not valid YAML: a control character"],
    ["NUL, escaped", 'a: "x\\0"', "1:4 a control character"],
    ["an alias of nothing", "a: *x", "1:4 nothing before it has the anchor &x"],
    ["an alias of itself", "a: &x [*x]", "1:8 nothing before it has the anchor &x"],
    ["an alias of something behind it", "a: *x\nb: &x 1", "1:4 nothing before it has the anchor &x"],
  ];
  test.each(cases)("%s", (_name, text, error) => {
    expect(errorsOf(text)[0]).toBe(error);
    expect(readYaml("a.yml", text).value).toBeUndefined();
  });

  test("a byte order mark moves no column", () => {
    expect(errorsOf("\ufeffa: 1\na: 2")).toEqual(errorsOf("a: 1\na: 2"));
    expect(errorsOf("\ufeffa: !x y")).toEqual(errorsOf("a: !x y"));
  });

  test("an error knows its file and the text of its line", () => {
    expect(readYaml("a.yml", "a: 1\r\na: 2\r\n").errors[0]).toMatchObject({
      file: "a.yml",
      severity: "error",
      sourceLine: "a: 2",
    });
  });
});

describe("bounds", () => {
  const nine = (item: string) => Array.from({ length: 9 }, () => item).join(",");
  const bomb = [
    "a: &a [x]",
    ..."bcdefghij".split("").map((name, n) => `${name}: &${name} [${nine(`*${"abcdefghi"[n]}`)}]`),
  ].join("\n");
  const tooDeep = "the YAML is nested too deeply";
  const tooMany = "there are more than 50000 values, counting those behind aliases";
  const cases: readonly (readonly [string, string, string])[] = [
    ["a bomb of aliases", bomb, tooMany],
    ["aliases of a long list", `a: &a [${"x,".repeat(2000)}]\nb: [${"*a,".repeat(100)}]`, tooMany],
    ["a long list", `[${"x,".repeat(50_001)}]`, tooMany],
    ["a chain of aliases", Array.from({ length: 9000 }, (_, n) => `k${n}: &a${n} [*a${n - 1}]`).join("\n"), tooMany],
    ["10,000 lists in lists", "[".repeat(10_000) + "]".repeat(10_000), tooDeep],
    ["10,000 open lists", "[".repeat(10_000), tooDeep],
    ["10,000 mappings in mappings", "{a: ".repeat(10_000) + "}".repeat(10_000), tooDeep],
    ["10,000 lists in lists as blocks", `${"- ".repeat(10_000)}a`, tooDeep],
    ["lists in lists that end all at once", `${"- ".repeat(100_000)}\na`, tooDeep],
    ["keys in keys that end all at once", `${"? ".repeat(32_000)}\na`, tooDeep],
    ["lists and keys that end all at once", `${"- - 1e9': ".repeat(6_000)}\n- a\n`, tooDeep],
    ["10,000 keys in keys", `${"? ".repeat(10_000)}a`, tooDeep],
    ["keys in keys", `${"? ".repeat(500)}a`, "a key must be plain text"],
    ["10,000 times the same key", "k:\n".repeat(10_000), "this key stands twice in the same mapping"],
  ];
  test.each(cases)("%s", (_name, text, message) => {
    expect(readYaml("a.yml", text).errors.map((error) => error.message)).toContain(message);
  });

  test("an alias may be followed often", () => {
    const { value, errors } = readYaml("a.yml", `a: &a [x, y]\nb: [${"*a,".repeat(5000)}]`);
    expect(errors).toEqual([]);
    expect((value as { b: unknown[] }).b).toHaveLength(5000);
  });

  test("many keys are read", () => {
    const { value } = readYaml("a.yml", Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join("\n"));
    expect(Object.keys(value as object)).toHaveLength(20_000);
  });

  test("no text makes it throw", () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from("ab:-?[]{}&*!|>'\"%@#, \n\t<=~\0\ufeff")) });
    fc.assert(
      fc.property(text, (each) => {
        const yaml = readYaml("a.yml", each);
        expect(yaml.value === undefined).toBe(yaml.errors.length > 0);
        expect(yaml.locate(["a", 0, "b"]).line).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("where a value stands", () => {
  const text = [
    "rules:",
    "  - id: a",
    "    when: &w { changed: [x, 'y'] }",
    "  - id: b",
    "    when: *w",
    "short: [p, q]",
    "plain: z",
  ].join("\n");
  const at = (path: readonly (string | number)[], atKey?: boolean) => {
    const { line, column } = readYaml("a.yml", text).locate(path, atKey);
    return `${line}:${column}`;
  };
  const cases: readonly (readonly [string, readonly (string | number)[], boolean, string])[] = [
    ["the whole", [], false, "1:1"],
    ["a value", ["rules", 0, "id"], false, "2:9"],
    ["its key", ["rules", 0, "id"], true, "2:5"],
    ["an item", ["rules", 1], false, "4:5"],
    ["an item in quotes", ["rules", 0, "when", "changed", 1], false, "3:29"],
    ["behind an alias, where the value is written", ["rules", 1, "when", "changed", 0], false, "3:26"],
    ["a key behind an alias", ["rules", 1, "when", "changed"], true, "3:16"],
    ["what is missing: the nearest thing above", ["rules", 1, "gate"], false, "4:5"],
    ["what is missing below that", ["rules", 1, "gate", "x", 0], false, "4:5"],
    ["an item that is missing", ["rules", 7], false, "2:3"],
    ["a short form: an item of the list", ["short", "files", 1], false, "6:12"],
    ["a short form: the plain value", ["plain", "files", 0], false, "7:8"],
  ];
  test.each(cases)("%s", (_name, path, atKey, place) => {
    expect(at(path, atKey)).toBe(place);
  });

  test("an empty text has a first line", () => {
    expect(readYaml("a.yml", "").locate(["a"])).toEqual({ line: 1, column: 1, sourceLine: "" });
  });
});
