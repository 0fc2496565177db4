import * as z from "zod";
import type { LineOrigin } from "../../core/facts.ts";
import { UnavailableError } from "../../pipeline/trouble.ts";
import type { GitHubClient } from "./client.ts";

const blameDocument = `query Blame($owner: String!, $name: String!, $commit: GitObjectID!, $path: String!) {
  repository(owner: $owner, name: $name) { object(oid: $commit) { ... on Commit { blame(path: $path) { ranges {
    startingLine endingLine
    commit { oid committer { user { login } } authors(first: 10) { totalCount nodes { user { login } } } }
  } } } } }
}`;

const actor = z.object({ user: z.object({ login: z.string() }).nullish() });
const shape = z.object({
  repository: z.object({
    object: z
      .object({
        blame: z
          .object({
            ranges: z.array(
              z.object({
                ...{ startingLine: z.number().int().min(1), endingLine: z.number().int().max(200_000) },
                commit: z.object({
                  oid: z.string(),
                  committer: actor.nullish(),
                  authors: z.object({ totalCount: z.number(), nodes: z.array(actor.nullable()).nullish() }),
                }),
              }),
            ),
          })
          .nullish(),
      })
      .nullish(),
  }),
});

/** Who last set each line of a file, by login; undefined when GitHub does not tell of that file. */
export async function blameOf(
  client: GitHubClient,
  repository: string,
  commit: string,
  path: string,
): Promise<readonly LineOrigin[] | undefined> {
  const [owner, name] = repository.split("/");
  const { data, errors } = await client.graphql<unknown>(blameDocument, { owner, name, commit, path });
  if (errors.some(({ type }) => type === "NOT_FOUND")) return undefined;
  const answer = shape.safeParse(data);
  if (errors.length > 0 || !answer.success) throw new UnavailableError("the origin of lines could not be read in full");
  const ranges = answer.data.repository.object?.blame?.ranges;
  if (ranges === undefined) return undefined;
  const lines: LineOrigin[] = [];
  for (const { startingLine, endingLine, commit: from } of ranges) {
    const authors = from.authors.nodes ?? [];
    const actors = [...authors, from.committer ?? null];
    const people = actors.flatMap((each) => each?.user?.login ?? []);
    const unknown = actors.some((each) => each?.user == null) || from.authors.totalCount > authors.length;
    for (let line = startingLine; line <= endingLine; line += 1)
      lines[line - 1] = { people: [...new Set(people)], unknown, commit: from.oid };
  }
  return lines;
}
