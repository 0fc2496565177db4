import * as z from "zod";
import { isFaultless, strict } from "./schema.ts";

const names = z.array(z.string().min(1)).min(1).max(100);

/** A condition on a set of names: any of these, all of these, none of these. All that are given must hold. */
export interface Choice {
  readonly "any-of"?: readonly string[] | undefined;
  readonly "all-of"?: readonly string[] | undefined;
  readonly "none-of"?: readonly string[] | undefined;
}

/** The schema of a choice; a name or a list of names alone means any of them. */
export function choiceSchema(description: string) {
  return z
    .union([
      z
        .string()
        .min(1)
        .transform((name): Choice => ({ "any-of": [name] })),
      names.transform((list): Choice => ({ "any-of": list })),
      strict({ "any-of": names.optional(), "all-of": names.optional(), "none-of": names.optional() }).refine(
        (choice) => Object.keys(choice).length > 0,
        { error: "any-of, all-of or none-of is needed", when: isFaultless },
      ),
    ])
    .meta({
      description: `${description} A list alone means any of them; \`any-of\`, \`all-of\`, \`none-of\` say otherwise.`,
    });
}

/** Whether a set of names meets a choice. Case is ignored, as GitHub does with logins and labels. */
export function chosen(choice: Choice, present: readonly string[]): boolean {
  const names = new Set(present.map((name) => name.toLowerCase()));
  const has = (name: string) => names.has(name.toLowerCase());
  return (
    (choice["any-of"]?.some(has) ?? true) &&
    (choice["all-of"]?.every(has) ?? true) &&
    !(choice["none-of"]?.some(has) ?? false)
  );
}

/** A choice for a sentence: "governance or security, other than draft". */
export function describeChoice(choice: Choice): string {
  const parts = [
    choice["any-of"]?.join(" or "),
    choice["all-of"]?.join(" and "),
    choice["none-of"] && `other than ${choice["none-of"].join(", ")}`,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}
