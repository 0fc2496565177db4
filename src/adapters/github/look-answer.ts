import * as z from "zod";

/** A list of GraphQL; entries that may not be seen are null. */
const nodesOf = <Node extends z.ZodType>(node: Node) =>
  z
    .object({ nodes: z.array(node.nullable()).nullish() })
    .transform(({ nodes }) => (nodes ?? []).filter((entry): entry is NonNullable<z.output<Node>> => entry !== null));

const blobSchema = z.object({
  byteSize: z.number().optional(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().optional(),
  text: z.string().nullish(),
});

/** A file of a commit; null: there is none. */
export const entrySchema = z.object({
  mode: z.number(),
  type: z.string(),
  oid: z.string(),
  object: blobSchema.nullish(),
});

/** A file of a commit, as {@link entrySchema} reads it. */
export type Entry = z.output<typeof entrySchema>;

/** A check run or a commit status of anybody. */
export const contextSchema = z.union([
  z.object({
    __typename: z.literal("CheckRun"),
    databaseId: z.number().nullish(),
    name: z.string(),
    status: z.string(),
    conclusion: z.string().nullish(),
  }),
  z.object({ __typename: z.literal("StatusContext"), context: z.string(), state: z.string() }),
]);

/** A check or a status, as {@link contextSchema} reads it. */
export type Context = z.output<typeof contextSchema>;

const postedRun = z.object({
  id: z.string(),
  databaseId: z.number().nullish(),
  name: z.string(),
  status: z.string(),
  externalId: z.string().nullish(),
});

/** What is read of a head commit; further fields, the documents, are kept. */
export const headSchema = z.looseObject({
  oid: z.string(),
  policy: entrySchema.nullish(),
  statusCheckRollup: z
    .object({
      contexts: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
        nodes: z.array(contextSchema.nullable()).nullish(),
      }),
    })
    .nullish(),
  ours: nodesOf(z.object({ checkRuns: nodesOf(postedRun) })).optional(),
});

/** The head commit, as {@link headSchema} reads it. */
export type HeadAnswer = z.output<typeof headSchema>;

const commentSchema = z.object({ id: z.string(), body: z.string(), viewerDidAuthor: z.boolean() });

const latestReviews = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean() }),
  nodes: z
    .array(
      z
        .object({
          state: z.string(),
          submittedAt: z.string().nullish(),
          author: z.object({ __typename: z.string(), login: z.string() }).nullish(),
          commit: z.object({ oid: z.string() }).nullish(),
        })
        .nullable(),
    )
    .nullish(),
});

const reviewParts = {
  latestOpinionatedReviews: latestReviews.nullish(),
  retargetings: nodesOf(z.object({ createdAt: z.string() })).optional(),
};

/** The latest reviews, as `reviewsSelection` asks for them. */
export const reviewsSchema = z.object(reviewParts);

const pullRequestSchema = z.object({
  ...{ id: z.string(), number: z.number(), title: z.string(), body: z.string(), isDraft: z.boolean() },
  ...{ state: z.string(), updatedAt: z.string(), changedFiles: z.number(), isCrossRepository: z.boolean() },
  ...{ baseRefName: z.string(), headRefName: z.string(), headRefOid: z.string() },
  headRepository: z.object({ nameWithOwner: z.string() }).nullish(),
  author: z.object({ __typename: z.string(), login: z.string() }).nullish(),
  labels: z
    .object({
      nodes: z.array(z.object({ name: z.string() }).nullable()).nullish(),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    })
    .nullish(),
  baseRef: z.object({ target: z.object({ oid: z.string(), policy: entrySchema.nullish() }).nullish() }).nullish(),
  files: z
    .object({
      totalCount: z.number(),
      nodes: z
        .array(
          z
            .object({ path: z.string(), changeType: z.string(), additions: z.number(), deletions: z.number() })
            .nullable(),
        )
        .nullish(),
    })
    .nullish(),
  commits: z.object({
    totalCount: z.number(),
    nodes: z
      .array(
        z
          .object({
            commit: z.object({
              oid: z.string(),
              parents: z.object({
                totalCount: z.number(),
                nodes: z.array(z.object({ oid: z.string() }).nullable()).nullish(),
              }),
            }),
          })
          .nullable(),
      )
      .nullish(),
  }),
  first: nodesOf(z.object({ commit: z.object({ parents: nodesOf(z.looseObject({ oid: z.string() })) }) })).optional(),
  last: nodesOf(z.object({ commit: headSchema })),
  ...reviewParts,
  comments: z.object({
    pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullish() }),
    nodes: z.array(commentSchema.nullable()).nullish(),
  }),
});

/** The answer to the one read. */
export const lookSchema = z.object({
  repository: z
    .object({ id: z.string(), nameWithOwner: z.string(), pullRequest: pullRequestSchema.nullable() })
    .nullable(),
  organisation: z
    .object({
      defaultBranchRef: z.object({ target: z.object({ policy: entrySchema.nullish() }).nullish() }).nullish(),
    })
    .nullish(),
  sticky: commentSchema.partial().nullish(),
});

/** The pull request, as the one read answers it. */
export type PullRequestAnswer = z.output<typeof pullRequestSchema>;

/** The answer to the one read. */
export type LookData = z.output<typeof lookSchema>;
