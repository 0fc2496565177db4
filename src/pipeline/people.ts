import type { Permission } from "../core/grantee.ts";

/** What GitHub says about a person; `unknown` when it will not say, with the reason. */
export type Told<Value> =
  | { readonly known: true; readonly value: Value }
  | { readonly known: false; readonly why: string };

/** What a person may do with a repository. */
export interface HeldPermission {
  /** Undefined: nothing. For a custom role, the permission it is built on. */
  readonly level: Permission | undefined;
  /** Name of the role: one of GitHub's permissions, or a custom one. */
  readonly role: string;
}

/** Who is who, asked for at the moment it matters. Trouble at GitHub is an answer too: nobody may then. */
export interface People {
  permission(login: string): Promise<Told<HeldPermission>>;
  /** Active members only, those of teams below included. */
  isMember(team: string, login: string): Promise<Told<boolean>>;
}

/** Asks each question once. For the time of one job: what somebody may do can change in the next moment. */
export function askingOnce(people: People): People {
  const answers = new Map<string, Promise<unknown>>();
  const once = <Value>(question: string, ask: () => Promise<Value>): Promise<Value> => {
    const answer = (answers.get(question) as Promise<Value> | undefined) ?? ask();
    answers.set(question, answer);
    return answer;
  };
  return {
    permission: (login) => once(`permission ${login.toLowerCase()}`, () => people.permission(login)),
    isMember: (team, login) => once(`member ${team} ${login.toLowerCase()}`, () => people.isMember(team, login)),
  };
}
