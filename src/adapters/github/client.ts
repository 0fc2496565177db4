/** An answer of the REST API with a status below 300. */
export interface RestAnswer<Data> {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly data: Data;
}

/** One error of a GraphQL answer. */
export interface GraphQlError {
  readonly message: string;
  /** Such as `NOT_FOUND` or `FORBIDDEN`. */
  readonly type?: string;
  /** Where in the answer; begins with the alias of the field. */
  readonly path?: readonly (string | number)[];
}

/** What GraphQL answered: the data may be there in part, and then the errors say what is not. */
export interface GraphQlAnswer<Data> {
  readonly data: Data | undefined;
  readonly errors: readonly GraphQlError[];
}

/**
 * The way to GitHub for one installation (or for the app itself), paced, with retries where repeating does no harm.
 * Rejects with RateLimitedError, UnavailableError, AccessLostError or LostAnswerError of `pipeline/trouble.ts`, and with
 * {@link RefusedError} for other answers of 400 and above.
 */
export interface GitHubClient {
  /** `route` as Octokit writes it: `GET /repos/{owner}/{repo}/pulls/{number}/files`; parameters fill it, the rest is query or body. */
  rest<Data>(route: string, parameters?: Readonly<Record<string, unknown>>): Promise<RestAnswer<Data>>;
  /** Where GitHub redirects a read to, which may be anywhere: whoever goes there takes no credentials along. */
  location(route: string, parameters: Readonly<Record<string, unknown>>): Promise<string>;
  /** A query is retried, a mutation never. Errors beside data do not reject; errors without data do, unless they are in `errors` only because a field was not found or forbidden. */
  graphql<Data>(document: string, variables: Readonly<Record<string, unknown>>): Promise<GraphQlAnswer<Data>>;
}

/** GitHub understood and refused: 404, 403 without a limit, 409, 410, 422 and the like. Trying again would not help. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
