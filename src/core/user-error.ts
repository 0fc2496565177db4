/** Something a person can put right: shown as it is, without a stack. */
export class UserError extends Error {
  /** A stable name for the kind of trouble, such as `unknown-ref`. */
  readonly code: string;
  /** What to do about it. */
  readonly remedy: string | undefined;

  constructor(code: string, message: string, remedy?: string) {
    super(message);
    this.name = "UserError";
    this.code = code;
    this.remedy = remedy;
  }
}
