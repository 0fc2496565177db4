import * as z from "zod";
import { describeGrantee, type Grantee, granteeSchema } from "../grantee.ts";
import { strict } from "../schema.ts";

const who = z
  .array(granteeSchema)
  .min(1)
  .max(50)
  .optional()
  .meta({ description: "Who may: any of these. Nobody, where the policy names nobody." });
const self = z.boolean().optional().meta({ description: "Whether the author of a pull request may on their own." });

/** Longest time a waiver can be given for, in milliseconds: ten years. */
const mostMs = 10 * 366 * 24 * 60 * 60 * 1000;

const unitMs = { h: 60 * 60 * 1000, d: 24 * 60 * 60 * 1000, w: 7 * 24 * 60 * 60 * 1000 } as const;

/** A number of hours, days or weeks, such as `14d`, in milliseconds; undefined when it is none, or over ten years. */
export function parsePeriod(text: string): number | undefined {
  const [, count = "", unit = ""] = /^([1-9]\d{0,4})([hdw])$/.exec(text) ?? [];
  if (count === "") return undefined;
  const milliseconds = Number(count) * unitMs[unit as keyof typeof unitMs];
  return milliseconds <= mostMs ? milliseconds : undefined;
}

const expires = z
  .string()
  .refine((text) => parsePeriod(text) !== undefined, { error: "a number of hours, days or weeks, such as 14d" })
  .optional()
  .meta({ description: "The longest time it holds, and the time it holds when nobody names one; 14d by default." });

/** Terms of waivers, at the top of a policy, of a gate, or of a rule: the nearer says more. */
export const waiverTermsSchema = strict({
  who,
  expires,
  self,
  blanket: z
    .boolean()
    .optional()
    .meta({ description: "Whether a whole gate may be waived at once instead of rule by rule." }),
}).meta({ description: "Who may waive, for how long, and whether authors may waive their own pull requests." });

/** Terms of attestations; what is not said here is as for waivers. */
export const attestationTermsSchema = strict({ who, expires, self }).meta({
  description: "Who may say that a document was looked at and needs no change. What is not said is as for waivers.",
});

/** A role whose approval rules ask for. */
export const roleSchema = strict({
  who: z.array(granteeSchema).min(1).max(50),
  self,
}).meta({ description: "A role whose approval rules can ask for, and who has it." });

/** Terms of commands that are not about a rule. */
export const commandsSchema = strict({
  hold: strict({ who, self })
    .optional()
    .meta({ description: "Who may hold a pull request; people with the permission write by default, and its author." }),
  evidence: strict({
    who,
    commit: z
      .boolean()
      .optional()
      .meta({ description: "Whether `/lockstep evidence` commits the row to the head branch." }),
  })
    .optional()
    .meta({ description: "Who may have a row committed; people with the permission write by default." }),
}).meta({ description: "Terms of commands that are not about a rule." });

/** Who may waive, for how long, whether authors may, and whether a whole gate at once. */
export type WaiverTerms = z.output<typeof waiverTermsSchema>;

/** Who may attest, for how long, and whether authors may. */
export type AttestationTerms = z.output<typeof attestationTermsSchema>;

/** Terms of commands that are not about a rule. */
export type CommandTerms = z.output<typeof commandsSchema>;

/** Who may do something, as far as people go: what is common to all terms. */
export interface Permitted {
  readonly who: readonly Grantee[];
  /** The author of the pull request may as well, if `who` says so. */
  readonly self: boolean;
}

/** How long a waiver holds when neither the policy nor the command says: 14 days, in milliseconds. */
export const usualPeriodMs = 14 * unitMs.d;

/** Who may, for a sentence. The same words in the help, in a refusal and in `explain`. */
export function describePermitted({ who: grantees, self: own }: Permitted): string {
  if (grantees.length === 0) return "nobody: the policy names nobody";
  const names = grantees.map(describeGrantee);
  const listed = names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return own ? `${listed}; the author too, if among them` : `${listed}; not the author of the pull request`;
}
