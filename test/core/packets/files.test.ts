import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { filesIn } from "../../../src/core/packets/files.ts";

describe("the files of a packet", () => {
  test.each([
    [["src/a.ts, src/b.ts"], ["src/a.ts", "src/b.ts"]],
    [
      ["src/a.ts", "src/b.ts", "src/a.ts"],
      ["src/a.ts", "src/b.ts"],
    ],
    [["src/{a,b}.ts; docs/**"], ["src/{a,b}.ts", "docs/**"]],
    [["Dockerfile, LICENSE"], ["Dockerfile", "LICENSE"]],
    [["./src/a.ts"], ["src/a.ts"]],
    [["src/"], ["src/**"]],
    [["src/routing/ and the tests in test/routing/."], ["src/routing/**", "test/routing/**"]],
    [["the router (src/router.ts), README.md."], ["src/router.ts", "README.md"]],
    [[".gitignore"], [".gitignore"]],
    [["app/[slug]/page.tsx"], ["app/[slug]/page.tsx"]],
    [["src/a.ts\nsrc/b.ts"], ["src/a.ts", "src/b.ts"]],
    [["router <src/router.ts>"], ["router"]],
    [["<https://example.com/a.ts>, https://example.com/b.ts"], []],
    [["whatever it takes"], []],
    [["none", "TBD", "?"], []],
    [["{, a.ts"], ["a.ts"]],
    [["a".repeat(513)], []],
    [[""], []],
    [[], []],
  ])("in %j are %j", (values, files) => {
    expect(filesIn(values)).toEqual(files);
  });

  test("that are listed are all found, in whatever way they stand together", () => {
    const name = fc.stringMatching(/^[a-z]{2,8}$/);
    const path = fc
      .tuple(name, name, fc.constantFrom("ts", "md", "mp3"))
      .map(([folder, file, ending]) => `${folder}/${file}.${ending}`);
    const separator = fc.constantFrom(", ", ",", "; ", "\n", " and ");
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1 }), separator, (paths, between) => {
        expect(filesIn([paths.join(between)])).toEqual(paths);
        expect(filesIn(paths)).toEqual(paths);
      }),
    );
  });
});
