const secret = /\b(?:gh[pousr]_|github_pat_)[\w.-]+/g;
const longest = 500;

/** What is kept of something thrown: its message, cut to 500 characters, without anything that looks like a token of GitHub. */
export function errorText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(secret, "[token]").slice(0, longest);
}
