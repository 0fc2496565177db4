import { UserError } from "../../core/user-error.ts";

/** Why git could not answer. */
export type GitErrorCode =
  | "git-missing"
  | "directory-missing"
  | "not-a-repository"
  | "dubious-ownership"
  | "output-too-large"
  | "unexpected-output"
  | "git-failed";

/** Git could not answer; the message says why, for a person. */
export class GitError extends UserError {
  constructor(code: GitErrorCode, message: string, remedy?: string) {
    super(code, message, remedy);
    this.name = "GitError";
  }
}
