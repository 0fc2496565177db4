import * as z from "zod";

/**
 * A strict object: an unknown key is refused. The message of that issue is the list of known keys, separated by commas,
 * from which `core/policy/problem.ts` makes "did you mean".
 */
export function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join(",") : undefined),
  });
}

/** For `refine`: only where nothing else is wrong, because a misspelt key is not a missing one as well. */
export function isFaultless({ issues }: { readonly issues: readonly unknown[] }): boolean {
  return issues.length === 0;
}

/** A text that means something more: what `read` makes of it, or, when that throws, its message as an issue. */
export function textRead<Value>(read: (text: string) => Value) {
  return z.string().transform((text, context): Value => {
    try {
      return read(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
      return z.NEVER;
    }
  });
}
