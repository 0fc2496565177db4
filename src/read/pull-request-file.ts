import * as z from "zod";
import { problemsFrom } from "../core/policy/problem.ts";
import type { PullRequest } from "../core/pull-request.ts";
import { UserError } from "../core/user-error.ts";
import { readDocument } from "./document.ts";
import { readFrontMatter } from "./front-matter.ts";

const label = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const author = z.union([
  z.string().transform((login) => ({ login, is_bot: undefined })),
  z
    .object({ login: z.string(), is_bot: z.boolean().optional(), type: z.string().optional() })
    .transform(({ login, is_bot, type }) => ({
      login,
      is_bot: is_bot ?? (type === undefined ? undefined : type === "Bot"),
    })),
]);

/** Loose on purpose: what `gh pr view --json title,body,labels,author,baseRefName,headRefName` prints is taken as it is. */
const fileSchema = z.object({
  title: z.string().nullish(),
  body: z.string().nullish(),
  labels: z.array(label).nullish(),
  author: author.nullish(),
  baseRefName: z.string().nullish(),
  headRefName: z.string().nullish(),
});

type PullRequestFile = z.output<typeof fileSchema>;

/** Branches of the change, as git knows them; a pull request file may know better. */
export interface Branches {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** The empty pull request: what a change is judged as before there is one. */
export function emptyPullRequest({ base, head }: Branches): PullRequest {
  const description = readDocument("");
  return {
    title: "",
    description,
    labels: [],
    author: undefined,
    authorIsBot: false,
    baseBranch: base,
    headBranch: head,
  };
}

/**
 * Reads a file that describes a pull request: JSON with title, body, labels and author, or Markdown whose front matter may
 * hold the same and whose first heading is the title otherwise.
 *
 * @throws UserError when it is neither
 */
export function readPullRequestFile(name: string, text: string, branches: Branches): PullRequest {
  const plain = text.replace(/^\ufeff/, "");
  const file = plain.trimStart().startsWith("{") ? readJsonFile(name, plain) : readMarkdownFile(name, plain);
  // gh prints app/dependabot for the author whom GitHub calls dependabot[bot].
  const login = file.author?.login.replace(/^@/, "").replace(/^app\/(.+)$/, "$1[bot]");
  return {
    title: file.title ?? "",
    description: readDocument(file.body ?? ""),
    labels: file.labels ?? [],
    author: login,
    authorIsBot: file.author?.is_bot ?? login?.toLowerCase().endsWith("[bot]") ?? false,
    baseBranch: file.baseRefName ?? branches.base,
    headBranch: file.headRefName ?? branches.head,
  };
}

function readJsonFile(name: string, text: string): PullRequestFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refusal(`${name} is not valid JSON: ${(error as Error).message}`);
  }
  return parse(name, value);
}

function readMarkdownFile(name: string, text: string): PullRequestFile {
  const lines = text.split(/\r?\n/);
  const { frontMatter, length } = readFrontMatter(lines);
  if (frontMatter.state === "invalid") throw refusal(`${name}:${frontMatter.line}: ${frontMatter.message}`);
  const file = parse(name, frontMatter.state === "read" ? frontMatter.value : {});
  const rest = lines.slice(length);
  const first = rest.findIndex((line) => line.trim() !== "");
  const heading = /^ {0,3}#[ \t]+(.*)$/.exec(rest[first] ?? "")?.[1]?.trim();
  if (typeof file.title === "string" || heading === undefined) return { ...file, body: rest.join("\n") };
  return { ...file, title: heading, body: rest.slice(first + 1).join("\n") };
}

function parse(name: string, value: unknown): PullRequestFile {
  const parsed = fileSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = problemsFrom(name, parsed.error.issues);
  const list = problems.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`);
  throw refusal(`${name}: ${list.join("; ")}`);
}

function refusal(message: string): UserError {
  const remedy = 'A pull request file looks like { "title": "…", "body": "…", "labels": ["…"], "author": "login" }.';
  return new UserError("pull-request-file", message, remedy);
}
