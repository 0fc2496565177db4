import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { generatedFiles } from "../scripts/generate.ts";

const root = new URL("../", import.meta.url);
const unspaced = (text: string) => text.replace(/\s+/g, "");

test("what is generated from the registries is what is committed: npm run generate", async () => {
  const stale: string[] = [];
  for await (const [path, content] of generatedFiles()) {
    const committed = readFileSync(new URL(path, root), "utf8");
    // JSON is laid out by the formatter afterwards.
    const same =
      path.endsWith(".json") || path.endsWith(".ts")
        ? unspaced(committed) === unspaced(content)
        : committed === content;
    if (!same) stale.push(path);
  }
  expect(stale).toEqual([]);
});
