import * as z from "zod";
import type { Review } from "../../pipeline/host.ts";
import type { PullRequestKey } from "../../pipeline/job.ts";
import { UnavailableError } from "../../pipeline/trouble.ts";
import type { GitHubClient } from "./client.ts";
import { reviewsSchema } from "./look-answer.ts";
import { reviewsSelection } from "./look-query.ts";

const reviewsDocument = `query Reviews($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { ${reviewsSelection} } }
}`;

const answerShape = z.object({
  repository: z.object({ pullRequest: z.object({ latestOpinionatedReviews: reviewsSchema.nullish() }) }),
});

/** The latest opinion of each reviewer: from what was read, or asked for. Of more than 100 reviewers the first count. */
export async function reviewsOf(
  client: GitHubClient,
  key: PullRequestKey,
  read: z.output<typeof reviewsSchema> | null | undefined,
): Promise<readonly Review[]> {
  const found = read ?? (await asked(client, key));
  return (found?.nodes ?? []).flatMap((review): readonly Review[] => {
    const author = review?.author;
    if (review === null || author === null || author === undefined) return [];
    return [
      {
        ...{ by: author.login, isBot: author.__typename !== "User", approves: review.state === "APPROVED" },
        head: review.commit?.oid,
      },
    ];
  });
}

async function asked(client: GitHubClient, { repository, number }: PullRequestKey) {
  const [owner, name] = repository.split("/");
  const { data, errors } = await client.graphql<unknown>(reviewsDocument, { owner, name, number });
  const answer = answerShape.safeParse(data);
  if (errors.length > 0 || !answer.success) throw new UnavailableError("reviews could not be read in full");
  return answer.data.repository.pullRequest.latestOpinionatedReviews;
}
