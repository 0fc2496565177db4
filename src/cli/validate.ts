import { renderProblems } from "../render/problems.ts";
import type { ExitStatus, Io } from "./io.ts";
import { readWorkingPolicy } from "./working-policy.ts";

/** `lockstep validate [FILE]`: says everything that is wrong with a policy at once. */
export async function runValidate(
  file: string | undefined,
  options: { readonly orgPolicy?: string },
  io: Io,
): Promise<ExitStatus> {
  const { policy, name, errors, warnings } = await readWorkingPolicy(io, file, options.orgPolicy);
  io.stdout(renderProblems([...errors, ...warnings], io));
  if (policy === undefined) return 2;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const gates = new Set(policy.rules.map(({ gate }) => gate)).size;
  io.stdout(
    `${name} is valid: ${count(policy.rules.length, "rule")} in ${count(gates, "gate")}, ${count(policy.documents.size, "document")}.\n`,
  );
  return 0;
}
