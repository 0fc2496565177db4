import { isAbsolute, relative, sep } from "node:path";
import { readPresets } from "../adapters/files/files.ts";
import { describeRequirement } from "../core/evaluate.ts";
import { nearest } from "../core/nearest.ts";
import { didYouMean } from "../core/policy/problem.ts";
import type { Rule } from "../core/policy.ts";
import { watches } from "../core/trigger.ts";
import { UserError } from "../core/user-error.ts";
import { readPolicy } from "../read/policy.ts";
import { renderPaths, renderRule } from "../render/explain.ts";
import { renderMatrix } from "../render/matrix.ts";
import { renderProblems } from "../render/problems.ts";
import type { ExitStatus, Io } from "./io.ts";
import { readWorkingPolicy } from "./working-policy.ts";

/** `lockstep explain PATH… | RULE`: which rules a path wakes and why; what a rule asks. */
export async function runExplain(
  subjects: readonly string[],
  options: { readonly preset?: string; readonly policy?: string; readonly orgPolicy?: string },
  io: Io,
): Promise<ExitStatus> {
  if (options.preset !== undefined) return explainPreset(options.preset, io);
  if (subjects.length === 0) {
    throw new UserError("nothing-to-explain", "name paths or rules", "Or a preset: lockstep explain --preset NAME.");
  }
  const { policy, errors } = await readWorkingPolicy(io, options.policy, options.orgPolicy);
  if (policy === undefined) {
    io.stderr(renderProblems(errors, io));
    return 2;
  }
  const rules = new Map(policy.rules.map((rule) => [rule.id, rule]));
  const named: Rule[] = [];
  const paths: string[] = [];
  for (const subject of subjects) {
    const rule = rules.get(subject);
    if (rule !== undefined) named.push(rule);
    else if (/^[a-z0-9-]+$/.test(subject)) {
      // A bare word is a rule or a file at the top of the repository; a near miss of a rule is more likely a rule.
      const meant = nearest(subject, rules.keys());
      if (meant !== undefined)
        throw new UserError("unknown-rule", `there is no rule "${subject}"; did you mean "${meant}"?`);
      paths.push(subject);
    } else paths.push(normalise(subject, io.cwd));
  }
  const describe = (rule: Rule) => renderRule(rule, describeRequirement, io);
  const blocks = named.map(describe);
  if (paths.length > 0) {
    const matches = paths.map((path) => ({
      path,
      rules: policy.rules.flatMap((rule) => {
        const why = watches(rule.when, path);
        return why === undefined ? [] : [{ rule, why }];
      }),
    }));
    blocks.push(renderPaths(matches, io));
  }
  io.stdout(blocks.join("\n"));
  return 0;
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

/** A path as the policy sees it: with `/`, without `./`, from the current directory. */
function normalise(path: string, cwd: string): string {
  const local = isAbsolute(path) ? relative(cwd, path) : path;
  return local
    .split(sep)
    .join("/")
    .replace(/^(\.\/)+/, "");
}
