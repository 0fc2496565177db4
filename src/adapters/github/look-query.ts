/** What is asked of a file in a commit. The mode tells links and submodules, whose content is not theirs. */
export const entryFragment = `fragment Entry on TreeEntry { mode type oid object { ... on Blob { byteSize isBinary isTruncated text } } }`;

/** What tells a file in a commit apart, and nothing of its content. */
export const identityFragment = `fragment Entry on TreeEntry { mode type oid }`;

/** What a look asks for. */
export interface LookQuestion {
  /** Paths of documents, which become `d0`, `d1` …, at the merge base and at the head. */
  readonly documents: readonly string[];
  /** Ask for what this app has posted. */
  readonly ours: boolean;
  /** Ask for a comment by its id. */
  readonly comment: boolean;
  /** Paths of which only the identity is asked for; they become `o0`, `o1` …, at the merge base and at the head. */
  readonly identities: readonly string[];
  /** Ask for reviews. */
  readonly reviews: boolean;
}

/** What is read of the head commit, beside documents. */
export function headSelection(ours: boolean): string {
  const posted = `ours: checkSuites(first: 5, filterBy: { appId: $appId }) { nodes {
      checkRuns(first: 100, filterBy: { appId: $appId, checkType: LATEST }) { nodes { id databaseId name status externalId } }
    } }`;
  return `oid
    policy: file(path: $policyPath) { ...Entry }
    statusCheckRollup { contexts(first: 100) { pageInfo { hasNextPage endCursor } nodes { ...Context } } }
    ${ours ? posted : ""}`;
}

/** A check run or a commit status, of anybody. */
export const contextFragment = `fragment Context on StatusCheckRollupContext {
  __typename
  ... on CheckRun { databaseId name status conclusion }
  ... on StatusContext { context state }
}`;

/**
 * What is asked of reviews: of each reviewer the latest that approves, asks for changes, or was dismissed; and when the
 * base branch was changed last, because GitHub says of a review on which commit it was made, not against what.
 */
export const reviewsSelection = `latestOpinionatedReviews(first: 100) { pageInfo { hasNextPage } nodes {
        state submittedAt author { __typename login } commit { oid }
      } }
      retargetings: timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) { nodes {
        ... on BaseRefChangedEvent { createdAt }
        ... on AutomaticBaseChangeSucceededEvent { createdAt }
      } }`;

/** The one read: pull request, files, policies, documents before and after, check results, and what we posted. */
export function lookDocument({ documents, ours, comment, identities, reviews }: LookQuestion): string {
  const aliases = [
    ...documents.map((_, index) => `d${index}: file(path: $d${index}) { ...Entry }`),
    ...identities.map((_, index) => `o${index}: file(path: $o${index}) { mode type oid }`),
  ].join("\n    ");
  const parameters = [
    "$owner: String!, $name: String!, $number: Int!, $policyPath: String!",
    ...(ours ? ["$appId: Int!"] : []),
    ...(comment ? ["$comment: ID!"] : []),
    ...documents.map((_, index) => `$d${index}: String!`),
    ...identities.map((_, index) => `$o${index}: String!`),
  ];
  const before = `first: commits(first: 1) { nodes { commit { parents(first: 1) { nodes { oid
    ${aliases}
  } } } } }`;
  return `query Look(${parameters.join(", ")}) {
  repository(owner: $owner, name: $name) {
    id nameWithOwner
    pullRequest(number: $number) {
      id number title body isDraft state updatedAt changedFiles isCrossRepository
      baseRefName headRefName headRefOid headRepository { nameWithOwner }
      author { __typename login }
      labels(first: 100) { nodes { name } pageInfo { hasNextPage endCursor } }
      baseRef { target { oid ... on Commit { policy: file(path: $policyPath) { ...Entry } } } }
      files(first: 100) { totalCount nodes { path changeType additions deletions } }
      commits(first: 100) { totalCount nodes { commit { oid parents(first: 2) { totalCount nodes { oid } } } } }
      ${aliases === "" ? "" : before}
      ${reviews ? reviewsSelection : ""}
      last: commits(last: 1) { nodes { commit { ${headSelection(ours)}
        ${aliases}
      } } }
      comments(last: 50) { pageInfo { hasPreviousPage startCursor } nodes { id body viewerDidAuthor } }
    }
  }
  organisation: repository(owner: $owner, name: ".github") {
    defaultBranchRef { target { ... on Commit { policy: file(path: $policyPath) { ...Entry } } } }
  }
  ${comment ? "sticky: node(id: $comment) { ... on IssueComment { id body viewerDidAuthor } }" : ""}
}
${entryFragment}
${contextFragment}`;
}

/** Files of up to three commits, in one read: `c0`, `c1` … are commits, `f0`, `f1` … their files. */
export function filesDocument(pathsOfCommits: readonly (readonly string[])[], fragment = entryFragment): string {
  const parameters = pathsOfCommits.flatMap((paths, commit) => [
    `$c${commit}: GitObjectID!`,
    ...paths.map((_, file) => `$c${commit}f${file}: String!`),
  ]);
  const commits = pathsOfCommits.map((paths, commit) => {
    const files = paths.map((_, file) => `f${file}: file(path: $c${commit}f${file}) { ...Entry }`).join("\n      ");
    return `c${commit}: object(oid: $c${commit}) { ... on Commit {
      ${files}
    } }`;
  });
  return `query Files($owner: String!, $name: String!, ${parameters.join(", ")}) {
  repository(owner: $owner, name: $name) {
    ${commits.join("\n    ")}
  }
}
${fragment}`;
}
