import { describe, expect, test } from "@jest/globals";
import { conclusions, setStage, settled } from "./harness.ts";

/** What searching the files of a repository costs on GitHub. */

const stage = setStage();

const policy = `version: 1
rules:
  - id: traced
    gate: G2
    when: { changed: [src/**] }
    require: [{ traced: { ids: "REQ-[0-9]+", in: "src/**", matrix: docs/matrix.md, column: Requirement } }]
`;
const count = 120;
const rows = Array.from({ length: count }, (_, index) => `| REQ-${index} | a |\n`).join("");
const files = {
  ".github/lockstep.yml": policy,
  "docs/matrix.md": `| Requirement | Goal |\n|-|-|\n${rows}`,
  ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/${index}.ts`, `// REQ-${index}\n`])),
};

describe("tracing over all files", () => {
  test("takes a request for fifty files, and afterwards only for those that are new", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files });
    const pull = repository.openPullRequest({ files: { "src/0.ts": "// REQ-0 again\n" } });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(conclusions(pull)["G2"]).toBe("success");
    const queries = () => github.requests.filter(({ kind }) => kind === "query").length;
    const first = queries();
    github.forgetRequests();

    pull.push({ "src/1.ts": "// REQ-500\n" });
    await github.until(() => pull.concluded && conclusions(pull)["G2"] === "failure");
    await settled(stage);
    expect(queries()).toBeLessThan(first);
    expect(queries()).toBeLessThanOrEqual(3);
    const summary = pull.check("lockstep / G2 Regression")?.summary;
    expect(summary).toContain("REQ-500");
    expect(summary).toContain("REQ-1");
  });
});
