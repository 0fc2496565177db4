import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { setDesk } from "../../desk.ts";
import { judgeCase } from "../../requirement-table.ts";

const { lockstep, path, read, write } = setDesk();

const policy = `version: 1
documents: { evidence: docs/E.md }
rules:
  - id: window
    gate: G4
    when: { changed: [deploy/**] }
    require: [{ row-added: { to: "evidence#Windows", columns: { Window: { type: date }, Rate: { type: percent } } } }]
`;

describe("lockstep new evidence", () => {
  const row = "| <date, YYYY-MM-DD> | <percent, such as 4.2%> |";

  test("writes a row below the last one, which counts as none until it is filled in", async () => {
    await write(".github/lockstep.yml", policy);
    const before = "# E\n\n## Windows\n\n| Window | Rate |\n|---|---|\n| 2026-01-01 | 1% |\n\nEnd.\n";
    await write("docs/E.md", before);
    expect(await lockstep("new", "evidence")).toMatchObject({
      exit: 0,
      stdout: "wrote a row into docs/E.md, line 8\n",
    });
    const after = await read("docs/E.md");
    expect(after).toBe(before.replace("| 1% |\n", `| 1% |\n${row}\n`));
    const require = {
      "row-added": { to: "docs/E.md#Windows", columns: { Window: { type: "date" }, Rate: { type: "percent" } } },
    };
    const judged = (text: string) =>
      judgeCase({ require, before: { "docs/E.md": before }, after: { "docs/E.md": text } }).outcome.verdict;
    expect(judged(after)).toBe("fail");
    expect(judged(after.replace(row, "| 2026-01-02 | 2% |"))).toBe("pass");
  });

  test("writes table and heading where they are missing, and the document", async () => {
    await write(".github/lockstep.yml", policy);
    await lockstep("new", "evidence", "evidence");
    expect(await read("docs/E.md")).toBe(`## Windows\n\n| Window | Rate |\n| --- | --- |\n${row}\n`);
    await write("docs/E.md", "# E\n\n## Windows\n\nText.\n\n## After\n\nMore.\n");
    await lockstep("new", "evidence", "evidence#Windows");
    expect(await read("docs/E.md")).toBe(
      `# E\n\n## Windows\n\nText.\n\n| Window | Rate |\n| --- | --- |\n${row}\n\n## After\n\nMore.\n`,
    );
  });

  test("keeps the line ends and the byte order mark of the document", async () => {
    await write(".github/lockstep.yml", policy);
    const before = "\uFEFF## Windows\r\n\r\n| Window | Rate |\r\n|---|---|\r\n";
    await write("docs/E.md", before);
    await lockstep("new", "evidence");
    expect(await read("docs/E.md")).toBe(`${before}${row}\r\n`);
  });

  test("leaves a document alone that is no text", async () => {
    await write(".github/lockstep.yml", policy);
    await write("docs/E.md", "# E\n");
    await writeFile(join(path(), "docs/E.md"), Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x0a]));
    expect(await lockstep("new", "evidence")).toMatchObject({ exit: 2, stderr: expect.stringContaining("not UTF-8") });
    expect(await readFile(join(path(), "docs/E.md"))).toEqual(Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x0a]));
  });

  test("writes into the document of the policy, from wherever in the repository, and with -C", async () => {
    await write("other/.github/lockstep.yml", policy);
    await write("other/src/deep/a.ts", "");
    expect((await lockstep("new", "evidence", "-C", "other/src/deep")).stdout).toBe(
      "wrote a row into other/docs/E.md\n",
    );
    expect(await read("other/docs/E.md")).toContain(row);
  });

  test("names the tables when it is not clear which", async () => {
    await write(".github/lockstep.yml", policy);
    expect(await lockstep("new", "evidence", "other")).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('There are "evidence#Windows".'),
    });
  });
});
