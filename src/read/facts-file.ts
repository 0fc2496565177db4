import * as z from "zod";
import { reportNameSchema } from "../core/evidence/ci-report.ts";
import type { GivenApproval } from "../core/facts.ts";
import { problemsFrom } from "../core/policy/problem.ts";
import type { CheckApp, CheckResult } from "../core/pull-request.ts";
import { strict } from "../core/schema.ts";
import { UserError } from "../core/user-error.ts";

const appIdSchema = z.int().min(1);
const appSlugSchema = z.string().min(1);

/** What REST prints is taken as it is: other keys of an app are left alone. */
const appSchema = z.union([
  appIdSchema.transform((id): CheckApp => ({ id })),
  appSlugSchema.transform((slug): CheckApp => ({ slug })),
  z.object({ id: appIdSchema.optional(), slug: appSlugSchema.optional() }),
]);

const checkSchema = strict({
  name: z.string().min(1),
  status: z.enum(["queued", "in_progress", "completed"]),
  conclusion: z.string().nullish(),
  app: appSchema.nullish(),
});

const reportSchema = z.union([
  z.string().transform((text): GivenReport => ({ text })),
  strict({ path: z.string().min(1) }),
]);

const fileSchema = strict({
  checks: z.array(checkSchema).optional(),
  reports: z.record(reportNameSchema, reportSchema).optional(),
  approvals: z.array(strict({ role: z.string().min(1), by: z.string().min(1) })).optional(),
});

/** A CI report of a facts file: its text, or the path of a file that holds it. */
export type GivenReport = { readonly text: string } | { readonly path: string };

/** What a facts file says. */
export interface GivenFacts {
  readonly checks: readonly CheckResult[] | undefined;
  readonly approvals: readonly GivenApproval[] | undefined;
  /** By name. */
  readonly reports: ReadonlyMap<string, GivenReport>;
}

/**
 * Reads a facts file: results of checks, approvals in roles and CI reports, as JSON.
 *
 * @throws UserError naming every value that is not as it should be
 */
export function readFactsFile(name: string, text: string): GivenFacts {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new UserError("facts-file", `${name} is not valid JSON: ${(error as Error).message}`);
  }
  const parsed = fileSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) {
    const problems = problemsFrom(name, parsed.error.issues).map(
      ({ path, message }) => `${path.join(".") || "the file"}: ${message}`,
    );
    throw new UserError("facts-file", `${name}: ${problems.join("; ")}`);
  }
  return {
    checks: parsed.data.checks?.map(({ name, status, conclusion, app }) => ({
      ...{ name, status, conclusion: conclusion ?? undefined },
      ...(app && { app }),
    })),
    approvals: parsed.data.approvals,
    reports: new Map(Object.entries(parsed.data.reports ?? {})),
  };
}
