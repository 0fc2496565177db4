import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { readPresets } from "../adapters/files/files.ts";
import { describeRequirement } from "../core/evaluate.ts";
import { nearest } from "../core/nearest.ts";
import { didYouMean } from "../core/policy/problem.ts";
import type { Policy, Rule } from "../core/policy.ts";
import { watches } from "../core/trigger.ts";
import { UserError } from "../core/user-error.ts";
import { readPolicy } from "../read/policy.ts";
import { renderPaths, renderRule } from "../render/explain.ts";
import { renderMatrix } from "../render/matrix.ts";
import { renderProblems } from "../render/problems.ts";
import type { ExitStatus, Io } from "./io.ts";
import { repositoryTop } from "./top.ts";
import { readWorkingPolicy } from "./working-policy.ts";

/** `lockstep explain PATH… | RULE | GATE | DOCUMENT`: which rules a path wakes and why; what a rule asks. */
export async function runExplain(
  subjects: readonly string[],
  options: { readonly preset?: string; readonly policy?: string; readonly orgPolicy?: string },
  io: Io,
): Promise<ExitStatus> {
  if (options.preset !== undefined) {
    if (subjects.length > 0)
      throw new UserError("preset-alone", "--preset prints a whole preset: name no paths or rules beside it");
    return explainPreset(options.preset, io);
  }
  if (subjects.length === 0) {
    throw new UserError("nothing-to-explain", "name paths or rules", "Or a preset: lockstep explain --preset NAME.");
  }
  const { policy, errors } = await readWorkingPolicy(io, options.policy, options.orgPolicy);
  if (policy === undefined) {
    io.stderr(renderProblems(errors, io));
    return 2;
  }
  const top = await repositoryTop(io);
  const named: Rule[] = [];
  const paths: string[] = [];
  for (const subject of subjects) {
    const rules = rulesMeant(subject, policy, top);
    if (rules !== undefined) named.push(...rules);
    else paths.push(policy.documents.get(subject) ?? pathMeant(subject, top, io));
  }
  const blocks = [...new Set(named)].map((rule) => renderRule(rule, describeRequirement, io));
  if (paths.length > 0) {
    const matches = paths.map((path) => ({
      path,
      rules: policy.rules.flatMap((rule) => {
        const why = watches(rule.when, path);
        return why === undefined ? [] : [{ rule, why }];
      }),
      asks: policy.rules.flatMap((rule) =>
        rule.require
          .map(describeRequirement)
          .filter((asks) => asks.includes(`\`${path}\``))
          .map((asks) => ({ rule, asks })),
      ),
    }));
    blocks.push(renderPaths(matches, io));
  }
  io.stdout(blocks.join("\n"));
  return 0;
}

/** The rules a subject names: one by its id, with or without its gate, or all of a gate; undefined for a path. */
function rulesMeant(subject: string, { rules, gates }: Policy, top: string): readonly Rule[] | undefined {
  const found = rules.filter(({ id, gate }) => [id, `${gate}/${id}`].includes(subject));
  if (found.length > 0) return found;
  if (existsSync(resolve(top, subject))) return undefined;
  const gate = gates.find(({ id }) => id.toLowerCase() === subject.toLowerCase());
  if (gate !== undefined) {
    const ofGate = rules.filter((rule) => rule.gate === gate.id);
    if (ofGate.length === 0) throw new UserError("empty-gate", `the policy has no rule in ${gate.id}`);
    return ofGate;
  }
  const [first = "", ...rest] = subject.split("/");
  const isInGate = rest.length === 1 && gates.some(({ id }) => id === first);
  const word = isInGate ? (rest[0] ?? "") : subject;
  // A bare word is a rule or a file at the top of the repository; a near miss of a rule is more likely a rule.
  const meant = /^[a-z0-9-]+$/.test(word)
    ? nearest(
        word,
        rules.map(({ id }) => id),
      )
    : undefined;
  if (meant !== undefined) throw new UserError("unknown-rule", `there is no rule "${word}"; did you mean "${meant}"?`);
  return undefined;
}

/** A preset as the table a person would have on paper. */
async function explainPreset(name: string, io: Io): Promise<ExitStatus> {
  const presets = await readPresets(new URL("presets/", io.packageRoot));
  if (!presets.has(name)) {
    const known = [...presets.keys()];
    throw new UserError(
      "unknown-preset",
      `there is no preset "${name}"${didYouMean(name, known) || `; there are ${known.join(", ")}`}`,
    );
  }
  const text = `version: 1\nextends: [${name}]\n`;
  const { policy } = readPolicy([{ name: "policy", owner: "repository", text }], presets);
  if (policy === undefined) throw new Error(`the preset ${name} is invalid`);
  io.stdout(renderMatrix(`Preset ${name}`, policy, describeRequirement, io));
  return 0;
}

/**
 * A path as the policy sees it: from the top of the repository, with `/`. What begins with a dot, and what is here and not at
 * the top, is from the current directory.
 */
function pathMeant(subject: string, top: string, io: Io): string {
  const here = resolve(realpathSync(io.cwd), subject);
  const there = resolve(top, subject);
  const isFromHere = /^\.\.?(?:[\\/]|$)/.test(subject) || (existsSync(here) && !existsSync(there));
  const full = isAbsolute(subject) ? withoutLinks(subject) : isFromHere ? here : there;
  const path = relative(top, full).split(sep).join("/");
  if (path === ".." || path.startsWith("../") || isAbsolute(path))
    throw new UserError("outside", `${subject} is not in the repository, which is ${top}`);
  if (path === "" || /[\\/]$/.test(subject) || statSync(full, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new UserError(
      "folder",
      `${subject} is a folder, and rules look at files`,
      `Name files, such as: lockstep explain $(git ls-files ${subject})`,
    );
  }
  return path;
}

/** The path of a file whose folder is named without symbolic links, as git names the top. */
function withoutLinks(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) ? join(realpathSync(folder), basename(path)) : path;
}
