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
  repository: z.object({ pullRequest: reviewsSchema }),
});

/** The latest opinion of each reviewer: from what was read, or asked for. Of more than 100 reviewers the first count. */
export async function reviewsOf(
  client: GitHubClient,
  key: PullRequestKey,
  read: z.output<typeof reviewsSchema>,
): Promise<readonly Review[]> {
  const found = read.retargetings === undefined ? await asked(client, key) : read;
  const retargetedAt = Math.max(...(found.retargetings ?? []).map(({ createdAt }) => Date.parse(createdAt)));
  return (found.latestOpinionatedReviews?.nodes ?? []).flatMap((review): readonly Review[] => {
    const author = review?.author;
    if (review === null || author === null || author === undefined) return [];
    return [
      {
        ...{ by: author.login, isBot: author.__typename !== "User", approves: review.state === "APPROVED" },
        head: review.commit?.oid,
        // Times are in whole seconds: what happened in the same one may have been before.
        isForBase: retargetedAt === Number.NEGATIVE_INFINITY || Date.parse(review.submittedAt ?? "") > retargetedAt,
      },
    ];
  });
}

async function asked(client: GitHubClient, { repository, number }: PullRequestKey) {
  const [owner, name] = repository.split("/");
  const { data, errors } = await client.graphql<unknown>(reviewsDocument, { owner, name, number });
  const answer = answerShape.safeParse(data);
  if (errors.length > 0 || !answer.success) throw new UnavailableError("reviews could not be read in full");
  return answer.data.repository.pullRequest;
}
