import { type Grantee, includes, isSameLogin } from "../core/grantee.ts";
import { describePermitted, type Permitted } from "../core/policy/terms.ts";
import type { People } from "./people.ts";

/** Whether somebody may, and what lets them; or why not, as a sentence. */
export type Authority = { readonly may: true; readonly as: string } | { readonly may: false; readonly why: string };

/**
 * Whether a person may do what is permitted to some, as GitHub says at this moment. Asks for as little as possible: names
 * first, then the permission, then teams one by one. What cannot be found out lets nobody.
 */
export async function authorityOf(
  login: string,
  permitted: Permitted,
  author: string | undefined,
  people: People,
): Promise<Authority> {
  const no = (why: string): Authority => ({ may: false, why });
  const whoMay = `Who may: ${describePermitted(permitted)}.`;
  if (!permitted.self && isSameLogin(login, author)) return no(`The author of a pull request may not. ${whoMay}`);
  const unknown: string[] = [];
  for (const grantee of [...permitted.who].sort((a, b) => cost(a) - cost(b))) {
    const told = await held(grantee, login, people);
    if (typeof told === "string") return { may: true, as: told };
    if (told !== undefined) unknown.push(told.unknown);
  }
  if (unknown.length > 0) return no(`It could not be verified: ${unknown[0]}. ${whoMay}`);
  return no(whoMay);
}

function cost({ type }: Grantee): number {
  return { person: 0, permission: 1, "custom-role": 1, team: 2 }[type];
}

/** What lets the person, or why that cannot be told; undefined when this does not let them. */
async function held(
  grantee: Grantee,
  login: string,
  people: People,
): Promise<string | { readonly unknown: string } | undefined> {
  switch (grantee.type) {
    case "person":
      return isSameLogin(grantee.login, login) ? "named by the policy" : undefined;
    case "permission":
    case "custom-role": {
      const told = await people.permission(login);
      if (!told.known) return { unknown: told.why };
      const { level, role } = told.value;
      const isHeld =
        grantee.type === "permission" ? level !== undefined && includes(level, grantee.level) : role === grantee.name;
      return isHeld ? `permission ${role}` : undefined;
    }
    case "team": {
      const told = await people.isMember(grantee.slug, login);
      if (!told.known) return { unknown: told.why };
      return told.value ? `member of the team ${grantee.slug}` : undefined;
    }
  }
}
