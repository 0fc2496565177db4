/**
 * `npm run build`: the library as modules with types, and the command line as one file, because reading some hundred
 * modules took most of the time of an ordinary `lockstep check` (docs/explanation/adr/0003-bundled-command-line.md).
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, readFileSync, rmSync } from "node:fs";
import { type BuildOptions, build } from "esbuild";

rmSync("dist", { recursive: true, force: true });
execFileSync("tsc", ["-p", "tsconfig.json"], { stdio: "inherit", shell: process.platform === "win32" });

const bundle: BuildOptions = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node22",
  legalComments: "linked",
  logLevel: "warning",
};
await build({
  ...bundle,
  entryPoints: ["src/cli.ts"],
  outfile: "dist/cli.cjs",
  define: { "import.meta.url": "lockstepUrl" },
  banner: { js: 'const lockstepUrl = require("node:url").pathToFileURL(__filename).href;' },
});
const buildId = createHash("sha256").update(readFileSync("dist/cli.cjs")).digest("hex").slice(0, 16);
await build({
  ...bundle,
  entryPoints: ["src/bin.ts"],
  outfile: "dist/bin.cjs",
  define: { "import.meta.dirname": "__dirname", buildId: JSON.stringify(buildId) },
});
// The demonstration, with the fake GitHub it plays against: what that needs is no dependency of the package.
const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: Record<string, string> };
// The thread that reads archives is a file of its own, and looked for beside whoever starts it.
await build({
  ...bundle,
  entryPoints: ["demo/demo.ts", "src/adapters/archive/reading-thread.ts"],
  outdir: "dist",
  entryNames: "[name]",
  format: "esm",
  external: Object.keys(dependencies),
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
});
copyFileSync("node_modules/@octokit/graphql-schema/schema.graphql", "dist/github.graphql");
copyFileSync("test/fake/openapi.json", "dist/openapi.json");
chmodSync("dist/bin.cjs", 0o755);
for (const unused of ["bin", "cli"])
  for (const ending of [".js", ".js.map", ".d.ts"]) rmSync(`dist/${unused}${ending}`);
