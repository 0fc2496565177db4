import * as z from "zod";
import { type Permission, permissions } from "../../core/grantee.ts";
import type { People, Told } from "../../pipeline/people.ts";
import { UnavailableError } from "../../pipeline/trouble.ts";
import { type GitHubClient, RefusedError } from "./client.ts";

const permissionShape = z.object({ permission: z.string(), role_name: z.string().optional() });
const membershipShape = z.object({ state: z.string() });

/**
 * Who is who, by REST: `role_name` of the permission, which knows maintain, triage and custom roles, and the state of the
 * membership in a team. Never `author_association`: it calls private members of an organisation contributors.
 */
export function peopleOf(client: GitHubClient, repository: string): People {
  const [owner = "", repo = ""] = repository.split("/");
  return {
    permission: (login) =>
      told(`GitHub does not say what ${login} may do here`, async () => {
        const route = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
        try {
          const { data } = await client.rest<unknown>(route, { owner, repo, username: login });
          const { permission, role_name: role = permission } = permissionShape.parse(data);
          return { level: levelOf(role) ?? levelOf(permission), role };
        } catch (error) {
          // Not found is somebody who has nothing to do with the repository.
          if (error instanceof RefusedError && error.status === 404) return { level: undefined, role: "none" };
          throw error;
        }
      }),
    isMember: (team, login) =>
      told(
        `GitHub does not say who is in the team ${team}: Lockstep needs the organisation permission "Members: read" for that`,
        async () => {
          const route = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";
          try {
            const { data } = await client.rest<unknown>(route, { org: owner, team_slug: team, username: login });
            return membershipShape.parse(data).state === "active";
          } catch (error) {
            if (error instanceof RefusedError && error.status === 404) return false;
            throw error;
          }
        },
      ),
  };
}

function levelOf(name: string): Permission | undefined {
  return permissions.find((each) => each === name);
}

/** What GitHub says; what it refuses to say, or cannot say now, is not known. A limit is waited out instead. */
async function told<Value>(why: string, ask: () => Promise<Value>): Promise<Told<Value>> {
  try {
    return { known: true, value: await ask() };
  } catch (error) {
    if (error instanceof RefusedError || error instanceof z.ZodError) return { known: false, why };
    if (error instanceof UnavailableError) return { known: false, why: "GitHub does not answer at the moment" };
    throw error;
  }
}
