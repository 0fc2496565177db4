import { readdir } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { readNamedFile, writeNewFiles } from "../../adapters/files/files.ts";
import { UserError } from "../../core/user-error.ts";
import type { ExitStatus, Io } from "../io.ts";

/** Where the stories of the runbook model are, and where their runbooks go. */
const stories = ".agent/cache/stories";
const runbooks = ".agent/cache/runbooks";

/** Who approves a runbook before it is carried out. */
export const panel = ["Architect", "Security", "QA", "Docs", "Compliance", "Observability"] as const;

/** What a component is specified by. */
export const specification = [
  "Component Specification & Interface",
  "Implementation Guardrails",
  "Logic & Design Patterns",
  "Quality & Observability",
  "Deployment & Lifecycle",
] as const;

/** `lockstep new runbook STORY`: the runbook of a story that is there, as a proposal. */
export async function runNewRunbook(
  story: string,
  options: { readonly to?: string; readonly directory?: string },
  io: Io,
): Promise<ExitStatus> {
  const [, scope] = /^([A-Za-z][A-Za-z0-9]*)-[A-Za-z0-9]+$/.exec(story) ?? [];
  if (scope === undefined) throw new UserError("story-id", `"${story}" is no id of a story`, "Such as INFRA-12.");
  const root = resolve(io.cwd, options.directory ?? ".");
  const found = await storyIn(root, story);
  if (found === undefined) {
    throw new UserError(
      "no-story",
      `there is no story ${story} under ${stories}`,
      `Write ${stories}/${scope}/${story}.md first.`,
    );
  }
  const path = options.to ?? `${runbooks}/${scope}/${story}-runbook.md`;
  await writeNewFiles(root, new Map([[path, runbookText(story, found.title, linkTo(path, found.path))]]));
  io.stdout(`wrote ${path}\n`);
  return 0;
}

/** From one file of the repository to another, as a link. */
function linkTo(from: string, to: string): string {
  return encodeURI(relative(dirname(from), to).split(sep).join("/"));
}

async function storyIn(root: string, story: string) {
  const entries = await readdir(join(root, stories), { recursive: true, withFileTypes: true }).catch(() => []);
  const entry = entries
    .filter((each) => each.isFile() && /^\.mdx?$/.test(each.name.slice(story.length).replace(/^[-_][^.]*/, "")))
    .find((each) => each.name.toLowerCase().startsWith(story.toLowerCase()));
  if (entry === undefined) return undefined;
  const path = join(entry.parentPath, entry.name);
  const title = /^#\s+(.+)$/m
    .exec(await readNamedFile(path))?.[1]
    ?.replace(new RegExp(`^${story}\\s*[:.-]\\s*`, "i"), "");
  return { path: relative(root, path).split(sep).join("/"), title: title?.trim() ?? "<title>" };
}

function runbookText(story: string, title: string, source: string): string {
  const sections = specification.map((heading) => `### ${heading}\n\n<what holds for this component>\n`);
  return `# ${story}: ${title}

Status: PROPOSED

Story: [${story}](${source})

## Goal Description

<what changes, and why>

## Compliance Checklist

${panel.map((role) => `- [ ] @${role} approved?`).join("\n")}

## Component Specification

${sections.join("\n")}
## Proposed Changes

### <component>

#### [MODIFY] [file](path/to/file)

- <what changes there>

## Verification Plan

- <how it is tested>
`;
}
