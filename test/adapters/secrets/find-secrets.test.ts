import { describe, expect, test } from "@jest/globals";
import { findSecrets } from "../../../src/adapters/secrets/find-secrets.ts";
import type { SecretState } from "../../../src/core/secrets.ts";
import { harmlessTexts, privateKeyLines, secretTexts } from "./secrets-for-tests.ts";

/** Searches one file; a line may be given with its number. */
async function search(
  lines: readonly (string | readonly [number, string])[],
  path = "src/a.ts",
): Promise<SecretState | undefined> {
  const added = lines.map((line, index) =>
    typeof line === "string" ? { path, line: index + 1, text: line } : { path, line: line[0], text: line[1] },
  );
  return (await findSecrets(new Map([[path, added]]))).get(path);
}

const found = (state: SecretState | undefined) =>
  state?.state === "searched" ? state.found.map(({ line, rule }) => `${line} ${rule}`) : state;

describe("what is found", () => {
  test.each(Object.entries(secretTexts))("%s", async (rule, text) => {
    const state = await search(["first", `const x = '${text}';`, "last"]);
    expect(found(state)).toEqual([`2 ${rule}`]);
  });

  test("every kind of text file is searched", async () => {
    for (const path of ["README.md", "a.json", "LICENSE", ".env", "a.p12", "x.unknown"])
      expect(found(await search([secretTexts.github], path))).toEqual(["1 github"]);
  });

  test("the token of an .npmrc, and the private key in a service account's JSON", async () => {
    expect(found(await search([`//registry.npmjs.org/:_authToken=${"0f".repeat(18)}`], "web/.npmrc"))).toEqual([
      "1 npm",
    ]);
    const account = JSON.stringify({ private_key_id: "1", private_key: privateKeyLines.join("\n") });
    expect(found(await search([account], "account.json"))).toEqual(["1 privatekey"]);
  });

  test("a private key over several lines, whole or cut off, where it begins", async () => {
    expect(found(await search(["x", ...privateKeyLines, "y"]))).toEqual(["2 privatekey"]);
    expect(found(await search(["x", ...privateKeyLines.slice(0, 2)]))).toEqual(["2 privatekey"]);
  });

  test("lines keep their numbers across what lies between them", async () => {
    expect(
      found(
        await search([
          [10, "x"],
          [20, secretTexts.github],
          [21, "x"],
          [900, secretTexts.stripe],
        ]),
      ),
    ).toEqual(["20 github", "900 stripe"]);
  });

  test.each(harmlessTexts)("%s is none", async (text) => {
    expect(found(await search([text]))).toEqual([]);
  });

  test("one secret of a rule is told per line, twenty per file, and the rest are counted", async () => {
    expect(found(await search([`${secretTexts.github} ${secretTexts.github}`]))).toEqual(["1 github"]);
    const state = await search(Array.from({ length: 50 }, () => secretTexts.github));
    expect(state).toMatchObject({ state: "searched", more: 30 });
    expect(found(state)).toHaveLength(20);
  });
});

describe("what a pull request cannot do", () => {
  test.each([
    "// secretlint-disable",
    "/* secretlint-disable @secretlint/secretlint-rule-github */",
    "# secretlint-disable-next-line",
    "<!-- secretlint-disable -- it is fine -->",
  ])("%s switches nothing off", async (comment) => {
    expect(found(await search([comment, `${secretTexts.github} // secretlint-disable-line`]))).toEqual(["2 github"]);
  });

  test("have a file opened by its name", async () => {
    // The rule left out would read this path from the disk and judge what stands there.
    expect(await search(["x"], "/proc/self/environ.p12")).toEqual({ state: "searched", found: [], more: 0 });
  });

  test("a line or a change of more text than is searched is told, and the rest is searched", async () => {
    const file = (path: string, text: string) => [path, [{ path, line: 7, text }]] as const;
    const states = await findSecrets(
      new Map([file("long.js", "a".repeat(100_001)), file("token.ts", secretTexts.github), file("ok.ts", "x")]),
    );
    expect(states.get("long.js")).toEqual({
      state: "unsearched",
      why: "line 7 has more characters than are searched",
    });
    expect([found(states.get("token.ts")), found(states.get("ok.ts"))]).toEqual([["7 github"], []]);
    const large = Array.from({ length: 45 }, (_, index) => ({ path: "b", line: index + 1, text: "b".repeat(99_999) }));
    expect((await findSecrets(new Map([["b", large]]))).get("b")).toMatchObject({ state: "unsearched" });
  });
});

test("no part of a secret but its public beginning is in what was found", async () => {
  for (const text of [...Object.values(secretTexts), privateKeyLines.join("\n")]) {
    const said = JSON.stringify(await search(text.split("\n")));
    expect(said).not.toContain("a1B2");
    expect(said).not.toContain("Z2Y3");
    expect(said).not.toContain("ada:");
    expect(said).toContain('****"');
  }
});

test("every path gets an answer", async () => {
  expect(await findSecrets(new Map([["empty.ts", []]]))).toEqual(
    new Map([["empty.ts", { state: "searched", found: [], more: 0 }]]),
  );
});
