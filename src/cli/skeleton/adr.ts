import { resolve } from "node:path";
import { listNames, writeNewFiles } from "../../adapters/files/files.ts";
import { UserError } from "../../core/user-error.ts";
import type { ExitStatus, Io } from "../io.ts";
import { fromHere, repositoryTop } from "../top.ts";
import { slugOf } from "./slug.ts";

/** Where decisions usually are; the first that exists is taken, else the first. */
const usual = ["docs/adr", "docs/adrs", "docs/decisions", "docs/explanation/adr", "doc/adr", "adr", ".agent/adrs"];

/** `lockstep new adr TITLE`: the next decision record, in the form of Michael Nygard. */
export async function runNewAdr(
  title: string,
  options: { readonly to?: string; readonly directory?: string },
  io: Io,
): Promise<ExitStatus> {
  if (title.trim() === "") throw new UserError("no-title", "a decision has a title");
  const root = await repositoryTop(io, options.directory);
  const to = options.to === undefined ? undefined : resolve(io.cwd, options.directory ?? ".", options.to);
  const { folder, names } = await folderIn(root, to);
  const numbers = names.flatMap((name) => /^(\d{1,6})[-_. ]/.exec(name)?.[1] ?? []);
  const width = Math.max(4, ...numbers.map((number) => number.length));
  const next = Math.max(0, ...numbers.map(Number)) + 1;
  const path = resolve(root, folder, `${String(next).padStart(width, "0")}-${slugOf(title)}.md`);
  await writeNewFiles(root, new Map([[path, adrText(next, title.trim(), new Date())]]));
  io.stdout(`wrote ${fromHere(io, path)}\n`);
  return 0;
}

async function folderIn(root: string, given: string | undefined) {
  for (const folder of given === undefined ? usual : [given]) {
    const names = await listNames(resolve(root, folder)).catch(() => undefined);
    if (names !== undefined) return { folder, names };
  }
  return { folder: given ?? "docs/adr", names: [] as readonly string[] };
}

function adrText(number: number, title: string, date: Date): string {
  return `# ${number}. ${title}

Status: Proposed
Date: ${date.toISOString().slice(0, 10)}

## Context

<what is the case, and what makes a decision necessary>

## Decision

<what is done>

## Consequences

<what becomes easier, what becomes harder>
`;
}
