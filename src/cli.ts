import "./cli/start-up.ts";
import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { type CheckOptions, formats, runCheck } from "./cli/check.ts";
import { runExplain } from "./cli/explain.ts";
import type { AuditExportOptions, AuditVerifyOptions, DemoOptions, ExitStatus, Io, PrOptions } from "./cli/io.ts";
import { addNewCommands } from "./cli/new.ts";
import { type PromptOptions, runPrompt } from "./cli/prompt.ts";
import { runValidate } from "./cli/validate.ts";
import { policyJsonSchema } from "./core/policy/schema.ts";
import { isUserError, UserError } from "./core/user-error.ts";
import { reportJsonSchema } from "./render/json.ts";
import { visible } from "./render/visible.ts";

/** Runs the command line; never throws, never exits the process. `argv` is without node and script. */
export async function main(argv: readonly string[], io: Io): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const program = buildProgram(io, (outcome) => {
    status = outcome;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (isUserError(error)) {
      io.stderr(
        `lockstep: ${visible(error.message)}\n${error.remedy === undefined ? "" : `${visible(error.remedy)}\n`}`,
      );
      return 2;
    }
    // Anything else is a mistake of ours: its stack is what a report of it needs.
    io.stderr(
      `lockstep: this is a bug in Lockstep ${io.version}, please report it.\n${(error as Error).stack ?? String(error)}\n`,
    );
    return 2;
  }
}

/** The commands. `done` is told the status of the one that ran. */
export function buildProgram(io: Io, done: (status: ExitStatus) => void): Command {
  const orgPolicy = () => new Option("--org-policy <file>", "the organisation's policy, laid underneath");
  const program = new Command("lockstep")
    .description("Keeps documents, tests and evidence in step with code.")
    .version(io.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: io.stderr,
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
    })
    .addHelpText(
      "after",
      `
Exit status: 0 nothing blocks, 1 something blocks, 2 the question could not be answered.

Examples:
  $ lockstep check                        this branch, against the default branch
  $ lockstep check --base HEAD~1          the last commit
  $ lockstep validate                     the policy of this repository
  $ lockstep explain src/routing/a.ts     which rules a path wakes, and why`,
    );

  program
    .command("check")
    .summary("which gates a change passes, what is missing, and how to fix it")
    .description(
      "Evaluates a change of the local git repository: what lies between the merge base with --base and --head.\nWhat is not committed is not looked at. The policy is read at the base, so an edited policy changes nothing for the change that edits it.",
    )
    .option("--base <ref>", "what to compare with (default: the default branch)")
    .option("--head <ref>", "the change (default: HEAD)")
    .option("--policy <file>", "judge by this policy file instead of the one at the base")
    .addOption(orgPolicy())
    .option("--pull-request <file>", "JSON or Markdown with title, body, labels and author of the pull request")
    .option("--facts <file>", "JSON with results of checks, approvals in roles, and CI reports")
    .option("--report <name=path>", "a CI report by the name the policy gives it; may be repeated", appended)
    .option("--stage <name>", "where the change is going (default: by the base branch)")
    .option("-C, --directory <dir>", "the repository (default: here)")
    .addOption(new Option("--format <format>", "how to write the report").choices(formats).default("text"))
    .option("-v, --verbose", "show what passes as well")
    .addHelpText(
      "after",
      `
Examples:
  $ lockstep check --base origin/main
  $ gh pr view --json title,body,labels,author,baseRefName > pr.json && lockstep check --pull-request pr.json
  $ lockstep check --policy .github/lockstep.yml      try an edited policy
  $ lockstep check --report junit=junit.xml --report lcov=coverage/lcov.info
  $ lockstep check --format sarif > lockstep.sarif`,
    )
    .action(async (options: CheckOptions) => {
      done(await runCheck(options, io));
    });

  program
    .command("pr")
    .summary("the same for a pull request on GitHub")
    .description("Evaluates a pull request on GitHub as the app would, with the token in GITHUB_TOKEN. Posts nothing.")
    .argument("<pull-request>", "OWNER/REPO#NUMBER")
    .option("--stage <name>", "where the change is going (default: by the base branch)")
    .addOption(new Option("--format <format>", "how to write the report").choices(formats).default("text"))
    .option("-v, --verbose", "show what passes as well")
    .addHelpText("after", "\nExample:\n  $ GITHUB_TOKEN=$(gh auth token) lockstep pr acme/harbour#7")
    .action(async (name: string, options: PrOptions) => {
      done(await (await loaded(io.online)).runPr(name, options, io));
    });

  program
    .command("validate")
    .summary("what is wrong with a policy, all at once")
    .description("Validates a policy file and prints file:line:column, the line and a caret for every problem.")
    .argument("[file]", "the policy (default: .github/lockstep.yml, here or above)")
    .addOption(orgPolicy())
    .addHelpText("after", "\nExamples:\n  $ lockstep validate\n  $ lockstep validate presets/operating-model.yml")
    .action(async (file: string | undefined, options: { orgPolicy?: string }) => {
      done(await runValidate(file, options, io));
    });

  program
    .command("explain")
    .summary("which rules a path wakes and why; what a rule asks")
    .description("Explains the policy of the working tree.")
    .argument("[path-or-rule...]", "files, ids of rules or gates, or documents by their short names")
    .option("--preset <name>", "print a built-in preset as the table a person would have on paper")
    .option("--policy <file>", "the policy (default: .github/lockstep.yml, here or above)")
    .addOption(orgPolicy())
    .addHelpText(
      "after",
      "\nExamples:\n  $ lockstep explain src/routing/a.ts deploy/app.yml\n  $ lockstep explain G4/runtime-behaviour\n  $ lockstep explain G4\n  $ lockstep explain --preset operating-model",
    )
    .action(async (subjects: string[], options: { preset?: string; policy?: string; orgPolicy?: string }) => {
      done(await runExplain(subjects, options, io));
    });

  program
    .command("schema")
    .summary("the JSON Schema of the policy, for editors")
    .description("Prints a JSON Schema (draft 2020-12).")
    .addOption(new Option("--of <what>", "what to describe").choices(["policy", "report"]).default("policy"))
    .addHelpText("after", "\nExamples:\n  $ lockstep schema > lockstep.schema.json\n  $ lockstep schema --of report")
    .action(({ of }: { of: "policy" | "report" }) => {
      io.stdout(`${JSON.stringify(of === "policy" ? policyJsonSchema() : reportJsonSchema(), null, 2)}\n`);
    });

  program
    .command("serve")
    .summary("the GitHub App, from environment variables")
    .description("Runs the GitHub App until it gets SIGTERM or SIGINT. Refuses to start without its secrets.")
    .addHelpText(
      "after",
      "\nVariables: docs/reference/server.md. Example:\n  $ node --env-file=.env dist/bin.cjs serve",
    )
    .action(async () => {
      done(await (await loaded(io.online)).runServe(io));
    });

  program
    .command("setup")
    .summary("a page that makes the GitHub App")
    .description("Serves a page, on this machine only, that makes the GitHub App and writes its credentials to .env.")
    .addHelpText("after", "\nExample:\n  $ PUBLIC_URL=https://lockstep.example.com lockstep setup")
    .action(async () => {
      done(await (await loaded(io.online)).runSetup(io));
    });

  const audit = program
    .command("audit")
    .summary("the audit trail of the app: who decided what, and why")
    .description("Reads the audit trail that the app keeps in its data directory, also while it runs.");
  const data = () => new Option("--data <dir>", "the data directory of the server (default: DATA_DIR, or ./data)");
  audit
    .command("verify")
    .description("Follows the chain of hashes from the first entry to the last. Exit status 1 when it is broken.")
    .addOption(data())
    .option("--expect <hash>", "a hash the trail had before: finds an end that was cut off")
    .addHelpText("after", "\nExample:\n  $ lockstep audit verify --data /var/lib/lockstep")
    .action(async (options: AuditVerifyOptions) => {
      done(await (await loaded(io.online)).runAuditVerify(options, io));
    });
  audit
    .command("export")
    .description("Prints the entries, oldest first.")
    .addOption(data())
    .addOption(new Option("--format <format>", "how to write them").choices(["jsonl", "csv"]).default("jsonl"))
    .option("--since <time>", "only what happened from that day or time on, such as 2026-11-21")
    .option("--repository <name>", "only of one repository, OWNER/NAME")
    .addHelpText("after", "\nExample:\n  $ lockstep audit export --format csv --since 2026-01-01 > trail.csv")
    .action(async (options: AuditExportOptions) => {
      done(await (await loaded(io.online)).runAuditExport(options, io));
    });

  program
    .command("demo")
    .summary("the app against a built-in fake GitHub, with a page to click through")
    .description(
      "Runs the app, unchanged, against a GitHub of its own. No account, no server, nothing leaves the machine.",
    )
    .option("--script", "play the story on the terminal and exit")
    .option("--port <port>", "where to serve the page (default: any that is free)")
    .addHelpText("after", "\nExample:\n  $ lockstep demo")
    .action(async (options: DemoOptions) => {
      done(await (await loaded(io.demo)).runDemo(options, io));
    });

  program
    .command("prompt")
    .summary("working instructions for a coding agent, from the live policy")
    .description(
      "Prints what a coding agent has to know before it works here: the documents to keep true, the gates, the form of its answers, and what the change at hand still needs.",
    )
    .option("--short", "in one paragraph")
    .option("--base <ref>", "what to compare the change with (default: the default branch)")
    .option("--policy <file>", "the policy (default: .github/lockstep.yml, here or above)")
    .addOption(orgPolicy())
    .option("--pull-request <file>", "JSON or Markdown with title, body, labels and author of the pull request")
    .option("--facts <file>", "JSON with results of checks, approvals in roles, and CI reports")
    .option("--report <name=path>", "a CI report by the name the policy gives it; may be repeated", appended)
    .option("--stage <name>", "where the change is going (default: by the base branch)")
    .option("-C, --directory <dir>", "the repository (default: here)")
    .addHelpText(
      "after",
      `
Examples:
  $ lockstep prompt --pull-request pr.md           for the change at hand
  $ lockstep prompt --base HEAD > INSTRUCTIONS.md  for any change`,
    )
    .action(async (options: PromptOptions) => {
      done(await runPrompt(options, io));
    });

  addNewCommands(program, io, done);
  pointToHelp(program, "lockstep");
  return program;
}

/** Lets every command point to its own help when it is called wrongly. */
function pointToHelp(command: Command, name: string): void {
  command.showHelpAfterError(`(${name} --help shows what there is)`);
  for (const each of command.commands) pointToHelp(each, `${name} ${each.name()}`);
}

/** Collects an option that may be repeated. */
function appended(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

async function loaded<Module>(load: (() => Promise<Module>) | undefined): Promise<Module> {
  if (load !== undefined) return load();
  throw new UserError("not-here", "this command is not part of the library", "Run it with the lockstep command.");
}

/** The world of this process. */
export function processIo(): Io {
  const packageRoot = new URL("../", import.meta.url);
  const { version } = JSON.parse(readFileSync(new URL("package.json", packageRoot), "utf8")) as { version: string };
  const { stdout, stderr, env } = process;
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    cwd: process.cwd(),
    colour: stdout.isTTY && !env["NO_COLOR"] && env["TERM"] !== "dumb",
    width: stdout.isTTY ? Math.min(Math.max(stdout.columns, 40), 120) : 100,
    packageRoot,
    version,
  };
}
