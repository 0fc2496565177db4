/** Writes everything that follows from the registries. `npm run generate`; a test compares what it would write with what is there. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { requirementIndex } from "../src/cli/requirement-template.ts";

const root = new URL("../", import.meta.url);

/** The kinds that have a source file, whether the registry knows them or not. */
export async function kindsOnDisk(): Promise<readonly string[]> {
  const names = await readdir(new URL("src/core/requirements/", root));
  return names
    .filter((name) => name.endsWith(".ts") && name !== "index.ts")
    .map((name) => name.slice(0, -".ts".length));
}

/** Path and content of every generated file. The registry comes first: the others are made from it. */
export async function* generatedFiles(): AsyncGenerator<readonly [path: string, content: string]> {
  yield ["src/core/requirements/index.ts", requirementIndex(await kindsOnDisk())];
  const { policyJsonSchema } = await import("../src/core/policy/schema.ts");
  const { reportJsonSchema } = await import("../src/render/json.ts");
  const { commandLinePage, commandsPage, policyPage, requirementsPage } = await import("./reference-pages.ts");
  const policy = policyJsonSchema();
  yield ["schema/policy.schema.json", `${JSON.stringify(policy, null, 2)}\n`];
  yield ["schema/report.schema.json", `${JSON.stringify(reportJsonSchema(), null, 2)}\n`];
  yield ["docs/reference/requirements/README.md", requirementsPage()];
  yield ["docs/reference/policy-keys.md", policyPage(policy)];
  yield ["docs/reference/command-line.md", commandLinePage()];
  yield ["docs/reference/commands.md", commandsPage()];
  const { readDemands, traceabilityPage } = await import("./traceability-page.ts");
  yield ["docs/reference/traceability.md", traceabilityPage(await readDemands(root))];
  const { reportPicture } = await import("./report-picture.ts");
  yield ["docs/images/report.svg", await reportPicture()];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for await (const [path, content] of generatedFiles()) {
    const target = new URL(path, root);
    await mkdir(dirname(target.pathname), { recursive: true });
    await writeFile(target, content);
    process.stdout.write(`wrote ${path}\n`);
  }
}
