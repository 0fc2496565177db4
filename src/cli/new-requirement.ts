import { resolve } from "node:path";
import { listNames, readNamedFile, writeNewFiles, writeText } from "../adapters/files/files.ts";
import { UserError } from "../core/user-error.ts";
import type { ExitStatus, Io } from "./io.ts";
import { requirementFiles, requirementIndex } from "./requirement-template.ts";

const folder = "src/core/requirements";

/** `lockstep new requirement KIND`: source, test and page of a new kind, and its place in the registry. */
export async function runNewRequirement(
  kind: string,
  options: { readonly directory?: string },
  io: Io,
): Promise<ExitStatus> {
  const root = resolve(io.cwd, options.directory ?? ".");
  const manifest = await readNamedFile(resolve(root, "package.json")).catch(() => "{}");
  if ((JSON.parse(manifest) as { name?: string }).name !== "lockstep") {
    throw new UserError(
      "not-lockstep",
      `${root} is no checkout of Lockstep`,
      "This command is for the developers of Lockstep; a policy cannot bring its own kinds.",
    );
  }
  const files = requirementFiles(kind);
  await writeNewFiles(root, files);
  const kinds = (await listNames(resolve(root, folder)))
    .filter((name) => name.endsWith(".ts") && name !== "index.ts")
    .map((name) => name.slice(0, -".ts".length));
  await writeText(resolve(root, folder, "index.ts"), requirementIndex(kinds));
  for (const path of files.keys()) io.stdout(`wrote ${path}\n`);
  io.stdout(
    `updated ${folder}/index.ts\n\nNext: make the kind what it is meant to be, then npm run generate && npm test.\n`,
  );
  return 0;
}
