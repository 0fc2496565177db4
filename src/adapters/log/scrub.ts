/** What stands where a secret stood. */
export const scrubbed = "[redacted]";

/**
 * What secrets look like, wherever they stand. The new form of installation tokens has a JSON Web Token inside, so dots
 * belong to a token. None of these may cross a quotation mark or end on a backslash: they also run over lines of JSON.
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/gh[pousr]_[\w.-]+/g, scrubbed],
  [/github_pat_\w+/g, scrubbed],
  [/-----BEGIN(?:[^"\\]|\\.)*?(?:-----END[^"\\-]*-----|(?=")|$)/g, scrubbed],
  [/sha(?:256=[0-9a-f]{64}|1=[0-9a-f]{40})/gi, scrubbed],
  [/:\/\/[^/\s"\\@]+@/g, `://${scrubbed}@`],
  [/\b(bearer|basic)(\s+)[\w.~+/=-]{8,}/gi, `$1$2${scrubbed}`],
  [/\b(authorization["\s:=]+token\s+)[\w.~+/=-]+/gi, `$1${scrubbed}`],
  // Base64 of "-----BEGIN": a key as PRIVATE_KEY may hold it.
  [/LS0tLS1CRUdJTi[\w+/=-]*/g, scrubbed],
];

/** A run of characters that could hold a JSON Web Token: looked at once, so that hostile text costs linear time. */
const dotted = /(?<![\w.-])[\w.-]+/g;

function withoutWebToken(run: string): string {
  const start = run.indexOf("eyJ");
  return start === -1 || run.slice(start).split(".", 3).length < 3 ? run : run.slice(0, start) + scrubbed;
}

/** Shorter ones would be found in ordinary words. */
const shortestSecret = 6;

/**
 * A function that takes everything out of a text that looks like a secret, or is one of these. A line of JSON stays a
 * line of JSON.
 *
 * @param secrets the secrets of this server; those of under six characters are not looked for
 */
export function createScrubber(secrets: readonly string[]): (text: string) => string {
  const known = secrets.flatMap(forms).filter((form) => form.length >= shortestSecret);
  const longestFirst = [...new Set(known)].sort((a, b) => b.length - a.length);
  return (text) => {
    let rest = text;
    for (const secret of longestFirst) if (rest.includes(secret)) rest = rest.replaceAll(secret, scrubbed);
    if (rest.includes("eyJ")) rest = rest.replace(dotted, withoutWebToken);
    for (const [pattern, replacement] of patterns) rest = rest.replace(pattern, replacement);
    return rest;
  };
}

/** The ways in which a secret is written: as it is, in JSON, in a URL, in base64; and the lines of a longer one. */
function forms(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= 32 && !line.startsWith("-----"));
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
  // A message may quote JSON, and is put into JSON itself.
  const quoted = [inJson(secret), inJson(inJson(secret)), inJson(inJson(inJson(secret)))];
  return [secret, ...quoted, encodeURIComponent(secret), Buffer.from(secret).toString("base64"), ...lines];
}
