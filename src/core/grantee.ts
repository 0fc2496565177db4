import { textRead } from "./schema.ts";

/** GitHub's permissions on a repository, from weakest to strongest. Each includes those before it. */
export const permissions = ["read", "triage", "write", "maintain", "admin"] as const;

/** One of {@link permissions}. */
export type Permission = (typeof permissions)[number];

/** Whom a policy lets do something: a team of the organisation, whoever has a permission or a custom role, or a person. */
export type Grantee =
  | { readonly type: "team"; readonly slug: string }
  /** At least this permission. */
  | { readonly type: "permission"; readonly level: Permission }
  /** A custom role of the organisation, by its exact name. */
  | { readonly type: "custom-role"; readonly name: string }
  | { readonly type: "person"; readonly login: string };

/** A login of GitHub: letters, digits and single dashes, and an underscore before the short code of an enterprise. */
const login = /^@?([A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?(?:_[A-Za-z0-9]{1,8})?)$/;

/** Reads `team:SLUG`, `permission:LEVEL`, `role:NAME`, `@LOGIN` or `LOGIN`; throws an Error with a message for a person. */
export function parseGrantee(written: string): Grantee {
  const text = written.trim();
  const colon = text.indexOf(":");
  const [kind, name] = colon === -1 ? ["", text] : [text.slice(0, colon), text.slice(colon + 1).trim()];
  switch (kind) {
    case "team":
      if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(name)) return { type: "team", slug: name.toLowerCase() };
      throw new Error("a team is named by its slug in the organisation, such as team:release-managers");
    case "permission": {
      const level = permissions.find((each) => each === name);
      if (level !== undefined) return { type: "permission", level };
      throw new Error(`a permission is one of ${permissions.join(", ")}`);
    }
    case "role":
      if (name !== "" && name.length <= 100) return { type: "custom-role", name };
      throw new Error("a custom role is named as the organisation calls it, such as role:release captain");
    case "user":
    case "": {
      const person = login.exec(name)?.[1];
      if (person !== undefined) return { type: "person", login: person };
      break;
    }
  }
  throw new Error('write team:SLUG, permission:LEVEL, role:NAME, or "@LOGIN"');
}

/** A grantee as a policy writes it. */
export const granteeSchema = textRead(parseGrantee).meta({
  description: "`team:SLUG`, `permission:LEVEL` (that or more), `role:NAME` (a custom role), or `@LOGIN`.",
});

/** A grantee for a sentence. */
export function describeGrantee(grantee: Grantee): string {
  switch (grantee.type) {
    case "team":
      return `members of the team ${grantee.slug}`;
    case "permission":
      return grantee.level === "admin"
        ? "people with the permission admin"
        : `people with the permission ${grantee.level} or more`;
    case "custom-role":
      return `people with the role ${grantee.name}`;
    case "person":
      return `@${grantee.login}`;
  }
}

/** True when one permission includes another. */
export function includes(held: Permission, wanted: Permission): boolean {
  return permissions.indexOf(held) >= permissions.indexOf(wanted);
}

/** True for two spellings of one login: GitHub does not tell their case apart. */
export function isSameLogin(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}
