import type { Match } from "./match.ts";

/**
 * What secretlint's recommended rules miss and is exact nevertheless. Every pattern begins where no letter of its own comes
 * before, so that no text makes it look at the same place again and again.
 */
const patterns: readonly { readonly rule: string; readonly pattern: RegExp }[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  { rule: "aws-access-key-id", pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/g },
  // https://docs.stripe.com/keys: secret and restricted keys of live mode.
  { rule: "stripe", pattern: /(?<![A-Za-z0-9])[sr]k_live_[A-Za-z0-9]{20,247}(?![A-Za-z0-9])/g },
  // RFC 7519: two JSON objects in base64url, and a signature.
  {
    rule: "jwt",
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{12,}\.eyJ[A-Za-z0-9_-]{12,}\.[A-Za-z0-9_-]{20,}(?![A-Za-z0-9_-])/g,
  },
  // The beginning of a private key, with or without its end; a line break may be written \n. A header alone is no secret.
  {
    rule: "privatekey",
    pattern:
      /-----BEGIN (?:[A-Z]{1,9} )?PRIVATE KEY-----(?:[\s"'`+,]|\\[nr]){1,40}(?:[A-Za-z-]{1,20}: [^\n]{1,80}\n\s{0,40}){0,4}[A-Za-z0-9+/=]{40}/g,
  },
];

/** Amazon's documentation uses ids that end so. */
const isExample = (text: string) => text.endsWith("EXAMPLE");

/** What these patterns see in a text. */
export function ownMatches(content: string): readonly Match[] {
  return patterns.flatMap(({ rule, pattern }) =>
    [...content.matchAll(pattern)]
      .filter(([text]) => !isExample(text))
      .map(({ 0: text, index }) => ({ rule, start: index, end: index + text.length })),
  );
}
