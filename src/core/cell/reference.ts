import { isFilled } from "../document/filled.ts";

const url = /(?<![^\s("'[])https?:\/\/[\p{L}\p{N}[]/iu;
const scheme = /^[a-z][a-z0-9+.-]*:/i;
const login = /^@[a-z\d](?:-?[a-z\d]){0,38}$/i;
const team = /^@[a-z\d](?:-?[a-z\d]){0,38}\/[\w.-]{1,100}$/i;
const email = /^[^\s@<>,;]{1,64}@[\p{L}\p{N}-]{1,63}(\.[\p{L}\p{N}-]{1,63})+$/u;
const personName = /^\p{L}[\p{L}\p{M}\p{N} .'’()-]{0,99}$/u;

/** Words that stand where nobody has been named yet. */
const nobody = new Set(
  "none nil no nobody noone no-one someone somebody anyone anybody everyone everybody all team teams the-team na unknown unassigned unowned open vacant owner person name login username user who me you we us".split(
    " ",
  ),
);

/**
 * Whether a text has a link a reader can follow: a URL with http or https, or a Markdown link to one, to a path or to an
 * anchor. In plain text a Markdown link reads as `label <target>`.
 */
export function isLink(plain: string): boolean {
  const targets = [...plain.matchAll(/(?<=\S )<([^<>\s]+)>/g)].map(([, target]) => target ?? "");
  return targets.some((target) => url.test(target) || isLocal(target)) || url.test(plain.replace(/<[^<>]*>/g, ""));
}

function isLocal(target: string): boolean {
  return !/^([/\\]{2}|#?$)/.test(target) && !scheme.test(target);
}

/** Whether a text names somebody: `@login`, `@org/team`, an email address, a name, or several of these. */
export function isPerson(plain: string): boolean {
  const people = plain
    .replace(/\s?<[^<>]*>/g, "")
    .split(/\s*[,;&+]\s*|\s+and\s+/)
    .map((person) => person.trim());
  return people.every(
    (person) => isNamed(person) && (login.test(person) || team.test(person) || email.test(person) || isName(person)),
  );
}

function isNamed(person: string): boolean {
  const word = person
    .replace(/^@/, "")
    .toLowerCase()
    .replace(/[\s.]+/g, "-");
  return isFilled(word) && !nobody.has(word);
}

function isName(person: string): boolean {
  return personName.test(person) && (person.match(/\p{L}/gu)?.length ?? 0) >= 2;
}
