import { describe, expect, test } from "@jest/globals";
import { policyOf, problemsOf } from "../../policies.ts";

const source = "{ artifact: test-results, file: '**/junit*.xml', workflow: .github/workflows/ci.yml }";

describe("where a report comes from", () => {
  test("is an artifact, files in it, and a workflow", () => {
    const { reports } = policyOf(`version: 1\nreports: { junit: ${source} }\n`);
    const { artifact, file, workflow } = reports.get("junit") ?? {};
    expect([artifact, file?.map(({ pattern }) => pattern), workflow]).toEqual([
      "test-results",
      ["**/junit*.xml"],
      ".github/workflows/ci.yml",
    ]);
  });

  test("may be several globs", () => {
    const several = source.replace("'**/junit*.xml'", "[a.xml, b.xml]");
    expect(policyOf(`version: 1\nreports: { junit: ${several} }\n`).reports.get("junit")?.file).toHaveLength(2);
  });

  test.each([
    ["an unknown key", source.replace("artifact", "artefact"), 'unknown key "artefact"; did you mean "artifact"?'],
    ["no workflow", source.replace(/, workflow.*/, " }"), '"workflow" is missing'],
    ["no file", source.replace(/ file[^,]*,/, ""), '"file" is missing'],
    ["a workflow that is elsewhere", source.replace("workflows/ci", "actions/ci"), "a workflow is a file such as"],
    ["a workflow that is a folder up", source.replace("ci.yml", "../../x.yml"), "a workflow is a file such as"],
    ["an artifact with a path", source.replace("test-results", "a/b"), "an artifact has a name without"],
    ["a capture", source.replace("junit*", "{name}"), 'a capture has no meaning under "file"'],
    ["an empty list of files", source.replace("'**/junit*.xml'", "[]"), "needs 1 item at least"],
  ])("with %s is refused", (_, text, message) => {
    expect(problemsOf(`version: 1\nreports: { junit: ${text} }\n`).join("\n")).toContain(message);
  });

  test("has a name that can be handed over on the command line", () => {
    expect(problemsOf(`version: 1\nreports: { "a b": ${source} }\n`).join()).toContain('"a b" is not a name');
  });
});

describe("a layer", () => {
  const other = source.replace("test-results", "other");
  const artifactOf = (layers: Parameters<typeof policyOf>[0]) => policyOf(layers).reports.get("junit")?.artifact;

  test("restates what its owner has declared", () => {
    const presets = { base: `version: 1\nreports: { junit: ${source} }\n` };
    const repository = `version: 1\nextends: [base]\nreports: { junit: ${other} }\n`;
    expect(artifactOf({ presets, repository })).toBe("other");
  });

  test("of the repository adds to the organisation's and cannot restate it", () => {
    const organisation = `version: 1\nreports: { junit: ${source} }\n`;
    const more = { organisation, repository: `version: 1\nreports: { lcov: ${other} }\n` };
    expect([...policyOf(more).reports.keys()]).toEqual(["junit", "lcov"]);
    const problems = problemsOf({ organisation, repository: `version: 1\nreports: { junit: ${other} }\n` });
    expect(problems).toEqual(['repo.yml:2:19 report "junit" belongs to the organisation\'s policy']);
  });
});
