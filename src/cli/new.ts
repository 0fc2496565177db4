import { type Command, InvalidArgumentError, Option } from "commander";
import type { ExitStatus, Io } from "./io.ts";
import { runNewRequirement } from "./new-requirement.ts";
import { runNewAdr } from "./skeleton/adr.ts";
import { runNewEvidence } from "./skeleton/evidence.ts";
import { runNewPacket } from "./skeleton/packet.ts";
import { runNewRunbook } from "./skeleton/runbook.ts";

/** Adds `lockstep new …`. `done` is told the status of the command that ran. */
export function addNewCommands(program: Command, io: Io, done: (status: ExitStatus) => void): void {
  const orgPolicy = () => new Option("--org-policy <file>", "the organisation's policy, laid underneath");
  const fresh = program
    .command("new")
    .summary("skeletons of evidence, decisions, runbooks and packets, in the right place")
    .description("Writes a valid skeleton into the right place. What is there already is never overwritten.");
  const directory = () => new Option("-C, --directory <dir>", "the repository (default: here)");
  fresh
    .command("evidence")
    .description("A row to fill in, below the last one of an evidence table. It counts as none until somebody does.")
    .argument("[document]", 'the table, such as evidence or "evidence#Rollout windows" (default: the only one)')
    .option("--policy <file>", "the policy (default: .github/lockstep.yml, here or above)")
    .addOption(orgPolicy())
    .addOption(directory())
    .addHelpText("after", '\nExample:\n  $ lockstep new evidence "evidence#Rollout windows"')
    .action(async (name: string | undefined, options: { policy?: string; orgPolicy?: string; directory?: string }) => {
      done(await runNewEvidence(name, options, io));
    });
  fresh
    .command("adr")
    .description("The next decision record, behind those that are there.")
    .argument("<title>", "what is decided, in a few words")
    .option("--to <folder>", "where decisions are (default: docs/adr of the repository, or where it has some)")
    .addOption(directory())
    .addHelpText("after", '\nExample:\n  $ lockstep new adr "One queue for all jobs"')
    .action(async (title: string, options: { to?: string; directory?: string }) => {
      done(await runNewAdr(title, options, io));
    });
  fresh
    .command("runbook")
    .description("The runbook of a story that is there, as a proposal: .agent/cache/runbooks/SCOPE/STORY-runbook.md.")
    .argument("<story>", "its id, such as INFRA-12")
    .option("--to <file>", "where to write it")
    .addOption(directory())
    .addHelpText("after", "\nExample:\n  $ lockstep new runbook INFRA-12")
    .action(async (story: string, options: { to?: string; directory?: string }) => {
      done(await runNewRunbook(story, options, io));
    });
  fresh
    .command("packet")
    .description("A work packet to fill in: on the terminal, for a description, or below Packets of a file.")
    .option("--in <file>", "the file")
    .option("--count <number>", "how many", wholeNumber, 1)
    .addHelpText("after", "\nExample:\n  $ lockstep new packet --count 3 --in plan.md")
    .action(async (options: { in?: string; count: number }) => {
      done(await runNewPacket(options, io));
    });
  fresh
    .command("requirement")
    .description("Writes source, test and page of a new requirement kind, and adds it to the registry.")
    .argument("<kind>", "its name in a policy, in kebab-case", kebabCase)
    .option("-C, --directory <dir>", "the checkout of Lockstep (default: here)")
    .addHelpText("after", "\nExample:\n  $ lockstep new requirement signed-off")
    .action(async (kind: string, options: { directory?: string }) => {
      done(await runNewRequirement(kind, options, io));
    });
}

function kebabCase(name: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new InvalidArgumentError("use lower-case letters, digits and single dashes.");
  return name;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError("use a number from 1 to 99.");
  return Number(text);
}
