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

/** True for a {@link UserError}, from whichever copy of this module: the bundled command line loads further modules. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof UserError || (error instanceof Error && error.name === "UserError");
}
