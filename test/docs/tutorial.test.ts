import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";
import { main } from "../../src/cli.ts";
import { createRepository } from "../git-repository.ts";
import { pages } from "./pages.ts";

/** Blocks of a tutorial, in order: files to write (their info string names the path) and a console to type into. */
function steps(text: string) {
  return [...text.matchAll(/^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, kind = "", path, body = ""]) => ({
    kind,
    path,
    body,
  }));
}

const unnamed = (output: string) => output.replace(/\b[0-9a-f]{7}\b/g, "0000000").trimEnd();

/** Every block of the tutorial is carried out, and what it shows is what comes out. UPDATE_SCENARIOS=1 writes it anew. */
test("the tutorial does what it shows", async () => {
  const page = pages().find(({ path }) => path === "docs/tutorial/first-policy.md");
  let updated = page?.text ?? "";
  const repository = await createRepository();
  try {
    for (const { kind, path, body } of steps(page?.text ?? "")) {
      if (kind !== "console" && path !== undefined) {
        await mkdir(dirname(join(repository.path, path)), { recursive: true });
        await writeFile(join(repository.path, path), body);
      }
      if (kind !== "console") continue;
      const shown: string[] = [];
      for (const block of body.split(/^\$ /m).slice(1)) {
        const [command = ""] = block.split("\n");
        let output = "";
        const write = (text: string) => {
          output += text;
        };
        const [program, ...args] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");
        if (program === "git") await repository.git(...args);
        else {
          const status = await main(args, {
            stdout: write,
            stderr: write,
            cwd: repository.path,
            colour: false,
            width: 80,
            packageRoot: new URL("../../", import.meta.url),
            version: "0",
          });
          expect({ command, status }).toEqual({ command, status: output.includes("✗ Blocked") ? 1 : 0 });
        }
        shown.push(`$ ${command}\n${unnamed(output)}`.trimEnd());
      }
      const carriedOut = `${shown.join("\n")}\n`;
      if (process.env["UPDATE_SCENARIOS"] === undefined) expect(carriedOut).toBe(`${unnamed(body)}\n`);
      updated = updated.replace(body, carriedOut);
    }
    if (process.env["UPDATE_SCENARIOS"] !== undefined && page !== undefined) await writeFile(page.path, updated);
  } finally {
    await repository.dispose();
  }
});
