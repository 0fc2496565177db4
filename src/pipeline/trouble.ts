/** GitHub asked this installation to wait. */
export class RateLimitedError extends Error {
  override readonly name = "RateLimitedError";
  /** Milliseconds since 1970. */
  readonly until: number;
  constructor(message: string, until: number) {
    super(message);
    this.until = until;
  }
}

/** GitHub cannot be reached or answers with its own errors: to be tried again, never a verdict. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
}

/** A write was sent and its answer never came: it may have taken effect, so look before writing again. */
export class LostAnswerError extends Error {
  override readonly name = "LostAnswerError";
}

/** The installation is gone, suspended, or may no longer see the repository. */
export class AccessLostError extends Error {
  override readonly name = "AccessLostError";
}

/** A fact can never be had, such as a list of files beyond every limit: fails closed, and trying again would not help. */
export class UndecidableError extends Error {
  override readonly name = "UndecidableError";
  /** What a person can do about it. */
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** True for trouble outside, which time or an operator mends: it is waited out and never becomes a verdict. */
export function isTrouble(error: unknown): boolean {
  return (
    error instanceof RateLimitedError ||
    error instanceof UnavailableError ||
    error instanceof LostAnswerError ||
    error instanceof AccessLostError
  );
}
