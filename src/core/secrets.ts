/** Something in an added line that looks like a secret. The secret itself is nowhere in it, nor any secret part of it. */
export interface FoundSecret {
  /** The line (from 1) at the head where it begins. */
  readonly line: number;
  /** What found it, such as `github` or `privatekey`. */
  readonly rule: string;
  /** At most what every secret of its kind begins with, such as `ghp_`, and `****` for the rest. */
  readonly masked: string;
}

/** What looking for secrets in the added lines of a file came to. */
export type SecretState =
  | {
      readonly state: "searched";
      /** The first ones, by line. */
      readonly found: readonly FoundSecret[];
      /** How many there are beside those. */
      readonly more: number;
    }
  /** `why` ends a sentence: "line 7 has more characters than are searched". */
  | { readonly state: "unsearched"; readonly why: string };
