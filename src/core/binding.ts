import type { Address } from "./address.ts";
import { type Bindings, bindGlob, type Glob, substitute } from "./glob.ts";
import type { Role } from "./role.ts";
import type { Staged } from "./staged.ts";

/** Replaces every address, glob, role and staged value inside the options of a requirement; everything else stays as it is. */
export function mapOptions(
  options: unknown,
  replace: {
    readonly address: (address: Address, path: OptionPath) => Address;
    readonly glob: (glob: Glob, path: OptionPath) => Glob;
    readonly role?: (role: Role, path: OptionPath) => Role;
    readonly staged?: (staged: Staged<unknown>, path: OptionPath) => Staged<unknown>;
  },
  path: OptionPath = [],
): unknown {
  if (Array.isArray(options)) return options.map((value, index) => mapOptions(value, replace, [...path, index]));
  if (typeof options !== "object" || options === null) return options;
  if (isTagged(options, "address")) return replace.address(options as Address, path);
  if (isTagged(options, "glob")) return replace.glob(options as Glob, path);
  if (isTagged(options, "role")) return replace.role?.(options as Role, path) ?? options;
  if (isTagged(options, "staged")) return replace.staged?.(options as Staged<unknown>, path) ?? options;
  if (isTagged(options, "pattern")) return options;
  // A requirement inside a combination: a policy writes `{ kind: options }`.
  if ("kind" in options && typeof options.kind === "string" && "options" in options) {
    return { ...options, options: mapOptions(options.options, replace, [...path, options.kind]) };
  }
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => [key, mapOptions(value, replace, [...path, key])]),
  );
}

/** Keys and indices from the options down to a value. */
export type OptionPath = readonly (string | number)[];

function isTagged(value: object, tag: string): boolean {
  return "type" in value && value.type === tag;
}

/** The options with what the rule's captures stand for put into every address and glob. */
export function bindOptions(options: unknown, bindings: Bindings): unknown {
  if (bindings.size === 0) return options;
  return mapOptions(options, {
    address: (address) => ({
      ...address,
      document: substitute(address.document, bindings),
      headings: address.headings.map((heading) => substitute(heading, bindings)),
    }),
    glob: (glob) => bindGlob(glob, bindings),
  });
}
