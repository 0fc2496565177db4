/**
 * Writes test/fake/openapi.json: the operations of GitHub's published OpenAPI description that Lockstep uses, with the
 * schemas they reach. Run by hand, because the description has 385 MB and is no dependency:
 *
 *     npm install --prefix ELSEWHERE @octokit/openapi@23.0.2
 *     node scripts/github-contract.ts ELSEWHERE/node_modules/@octokit/openapi
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const operations: readonly (readonly [method: string, path: string])[] = [
  ["get", "/app/installations"],
  ["get", "/app/hook/deliveries"],
  ["post", "/app/hook/deliveries/{delivery_id}/attempts"],
  ["post", "/app/installations/{installation_id}/access_tokens"],
  ["get", "/installation/repositories"],
  ["get", "/repos/{owner}/{repo}/pulls/{pull_number}/files"],
  ["get", "/repos/{owner}/{repo}/compare/{basehead}"],
  ["get", "/repos/{owner}/{repo}/git/trees/{tree_sha}"],
  ["get", "/repos/{owner}/{repo}/git/blobs/{file_sha}"],
  ["get", "/repos/{owner}/{repo}/commits/{ref}/check-runs"],
  ["get", "/repos/{owner}/{repo}/actions/runs"],
  ["get", "/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts"],
  ["get", "/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}"],
  ["get", "/repos/{owner}/{repo}/commits/{ref}"],
  ["post", "/repos/{owner}/{repo}/check-runs"],
  ["patch", "/repos/{owner}/{repo}/check-runs/{check_run_id}"],
  ["post", "/repos/{owner}/{repo}/issues/{issue_number}/comments"],
  ["get", "/repos/{owner}/{repo}/collaborators/{username}/permission"],
  ["get", "/orgs/{org}/teams/{team_slug}/memberships/{username}"],
];

interface Operation {
  readonly parameters?: readonly unknown[];
  readonly requestBody?: unknown;
}
interface Description {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("name the folder of @octokit/openapi");
const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
const source = JSON.parse(readFileSync(join(folder, "generated/api.github.com.json"), "utf8")) as Description;

const components: Record<string, Record<string, unknown>> = {};
const paths: Record<string, Record<string, Operation>> = {};
for (const [method, path] of operations) {
  const operation = source.paths[path]?.[method];
  if (operation === undefined) throw new Error(`no ${method} ${path}`);
  const { parameters, requestBody } = operation;
  // What the app sends is held to it; answers are the fake's own.
  const kept = withoutExamples({ parameters, requestBody }) as Operation;
  paths[path] = { ...paths[path], [method]: kept };
  follow(kept);
}
writeFileSync(
  "test/fake/openapi.json",
  `${JSON.stringify({ from: `@octokit/openapi ${version}`, paths, components }, null, 1)}\n`,
);

/** Takes along what is referred to. */
function follow(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key !== "$ref" || typeof child !== "string") {
      follow(child);
      continue;
    }
    const [, , kind = "", name = ""] = child.split("/");
    if (components[kind]?.[name] !== undefined) continue;
    const found = withoutExamples(source.components[kind]?.[name]);
    components[kind] = { ...components[kind], [name]: found };
    follow(found);
  }
}

function withoutExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key]) => !["example", "examples", "description", "x-github"].includes(key),
  );
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutExamples(child)]));
}
