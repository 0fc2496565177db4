/** Where in a text a rule sees a secret. */
export interface Match {
  /** Such as `github`. */
  readonly rule: string;
  /** Index of its first character, and behind its last. */
  readonly start: number;
  readonly end: number;
}
