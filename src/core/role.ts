import type { Grantee } from "./grantee.ts";
import { textRead } from "./schema.ts";

/** A role of the policy, such as security or architect: whose approval a rule asks for. */
export interface Role {
  readonly type: "role";
  readonly name: string;
  /** Who has it; nobody as long as the policy is not resolved. */
  readonly who: readonly Grantee[];
  /** The author of a pull request may approve it in this role. */
  readonly self: boolean;
}

/** A role by its name, as a requirement writes it. Who has it stands under `roles`. */
export const roleNameSchema = textRead((name): Role => {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) throw new Error("a role is named in kebab-case");
  return { type: "role", name, who: [], self: false };
}).meta({ description: "A role that the policy declares under `roles`." });
