import { readdir } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { readNamedFile, writeNewFiles } from "../../adapters/files/files.ts";
import { UserError } from "../../core/user-error.ts";
import type { ExitStatus, Io } from "../io.ts";
import { fromHere, repositoryTop } from "../top.ts";

/** Where the stories of the runbook model are, and where their runbooks go. */
const stories = ".agent/cache/stories";
const runbooks = ".agent/cache/runbooks";

/** Who approves a runbook before it is carried out. */
export const panel = ["Architect", "Security", "QA", "Docs", "Compliance", "Observability"] as const;

/** What a component is specified by: the parts of the specification, and of each its fields with what belongs there. */
export const specification: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "Component Specification & Interface": {
    "API Definition": "entry and exit points, with the schemas of requests and responses",
    "Data Models": "entities, and what is handed over",
    "Dependency Injection": "services, databases and third parties it is given",
    "State Management": "stateless, or what it keeps and where",
  },
  "Implementation Guardrails": {
    "Tech Stack Standards": "language and version, framework, linter, formatter",
    "Error Handling Strategy": "codes of errors, and how it fails gracefully",
    "Security Requirements": "authentication, authorization, secrets",
  },
  "Logic & Design Patterns": {
    "Architectural Pattern": "the structure, and what keeps logic and infrastructure apart",
    "Concurrency & Scaling": "asynchronous tasks, behaviour under load",
    Idempotency: "what a second try does, and what it does not",
  },
  "Quality & Observability": {
    "Testing Requirements": "least coverage, scenarios that must be tested",
    "Logging Schema": "fields of each line, correlation included",
    "Metrics & Health Checks": "endpoints, and what they show",
  },
  "Deployment & Lifecycle": {
    "CI/CD Pipeline": "how it is built, scanned and deployed",
    "Infrastructure as Code": "resources, and their template",
    Documentation: "what is new or changed, and what generates it",
  },
};

/** `lockstep new runbook STORY`: the runbook of a story that is there, as a proposal. */
export async function runNewRunbook(
  story: string,
  options: { readonly to?: string; readonly directory?: string },
  io: Io,
): Promise<ExitStatus> {
  const [, prefix] = /^([A-Za-z][A-Za-z0-9]*)-[A-Za-z0-9]+$/.exec(story) ?? [];
  if (prefix === undefined) throw new UserError("story-id", `"${story}" is no id of a story`, "Such as INFRA-12.");
  const root = await repositoryTop(io, options.directory);
  const found = await storyIn(root, story);
  if (found === undefined) {
    throw new UserError(
      "no-story",
      `there is no story ${story} under ${stories}`,
      `Write ${stories}/${prefix}/${story}.md first.`,
    );
  }
  const { id, title } = found;
  const path =
    options.to === undefined
      ? resolve(root, runbooks, id.slice(0, prefix.length), `${id}-runbook.md`)
      : resolve(io.cwd, options.directory ?? ".", options.to);
  await writeNewFiles(root, new Map([[path, runbookText(id, title, linkTo(path, found.path))]]));
  io.stdout(`wrote ${fromHere(io, path)}
`);
  return 0;
}

/** From one file of the repository to another, as a link. */
function linkTo(from: string, to: string): string {
  return encodeURI(relative(dirname(from), to).split(sep).join("/"));
}

async function storyIn(root: string, story: string) {
  const entries = await readdir(join(root, stories), { recursive: true, withFileTypes: true }).catch(() => []);
  const entry = entries
    .filter((each) => each.isFile() && /^(-.*)?\.md$/.test(each.name.slice(story.length)))
    .find((each) => each.name.toLowerCase().startsWith(story.toLowerCase()));
  if (entry === undefined) return undefined;
  const path = join(entry.parentPath, entry.name);
  const title = /^#\s+(.+)$/m
    .exec(await readNamedFile(path))?.[1]
    ?.replace(new RegExp(`^${story}(?:\\s*[:.-]\\s*|\\s*$)`, "i"), "");
  // As the story writes it, whatever case it was asked for in.
  const id = entry.name.slice(0, story.length);
  return { id, path, title: title?.trim() || "<title>" };
}

function runbookText(story: string, title: string, source: string): string {
  const sections = Object.entries(specification).map(
    ([heading, fields]) =>
      `### ${heading}\n\n${Object.entries(fields)
        .map(([name, hint]) => `- ${name}: <${hint}>\n`)
        .join("")}`,
  );
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

### <the component, by its name>

#### [MODIFY] [file](path/to/file)

- <what changes there, and why>

## Verification Plan

- <how it is tested, and what shows that it works>
`;
}
