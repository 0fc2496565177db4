import type { Posted } from "../../core/plan.ts";
import { policyPath } from "../../pipeline/check.ts";
import type { EndedRuns } from "../../pipeline/ended-runs.ts";
import type { LookAnswer, LookHints } from "../../pipeline/host.ts";
import type { PullRequestKey } from "../../pipeline/job.ts";
import { AccessLostError, UnavailableError } from "../../pipeline/trouble.ts";
import { readDocument } from "../../read/document.ts";
import { maxPolicyBytes } from "../../read/policy.ts";
import { answeredIn } from "../../render/answer.ts";
import { isBeyondList, listPages } from "./changed-files.ts";
import { checksOn } from "./checks-on.ts";
import type { GitHubClient, GraphQlError } from "./client.ts";
import type { ContentCache } from "./content-cache.ts";
import { assertConsistent, gitHubFactSource } from "./fact-source.ts";
import { type FilesOfCommits, filesOfCommits } from "./files-at.ts";
import { headAlone } from "./head-alone.ts";
import { identitiesBetween } from "./identities.ts";
import { type Entry, entrySchema, type LookData, lookSchema, type PullRequestAnswer } from "./look-answer.ts";
import { lookDocument } from "./look-query.ts";
import { mergeBaseOfChain } from "./merge-base.ts";
import { contextsBeyond, labelsBeyond } from "./more-pages.ts";
import { postedChecks, stickyComment } from "./posted.ts";
import type { ArtifactReading } from "./reports/read-artifact.ts";
import { reviewsOf } from "./reviews.ts";

/** What looking stands on, beside the client. */
export interface LookOptions {
  /** Undefined: nothing of ours is looked for, as with a person's token. */
  readonly appId: number | undefined;
  readonly cache: ContentCache;
  readonly artifacts: ArtifactReading;
  /** Undefined where nobody is told when a run ends. */
  readonly ended?: EndedRuns;
  /** Where people see repositories, such as `https://github.com`. */
  readonly webUrl: string;
}

/** Most documents asked for in the one read; others follow when they are needed. */
const maxDocuments = 40;

/** Rows of a page of the list of files. */
const pageSize = 100;

/**
 * Looks at a pull request in one read, where hints are right and it has at most 100 files. The pages of a longer list are
 * asked for at the same time.
 */
export async function lookAtPullRequest(
  client: GitHubClient,
  options: LookOptions,
  key: PullRequestKey,
  hints: LookHints,
): Promise<LookAnswer> {
  const [owner = "", name = ""] = key.repository.split("/");
  const documents = hints.documents.slice(0, maxDocuments);
  const expected = hints.changedFiles ?? 0;
  const rows =
    expected > pageSize && !isBeyondList(expected)
      ? listPages(client, key.repository, key.number, expected)
      : undefined;
  // Whoever needs them awaits them; nobody may, when the pull request turns out to be another.
  rows?.catch(() => undefined);

  const identities = hints.identities ?? [];
  const document = lookDocument({
    ...{ documents, identities, reviews: hints.reviews === true },
    ...{ ours: options.appId !== undefined, comment: hints.comment !== undefined },
  });
  const answer = await client.graphql<unknown>(document, {
    ...{ owner, name, number: key.number, policyPath },
    ...(options.appId === undefined ? {} : { appId: options.appId }),
    ...(hints.comment === undefined ? {} : { comment: hints.comment }),
    ...Object.fromEntries(documents.map((path, index) => [`d${index}`, path])),
    ...Object.fromEntries(identities.map((path, index) => [`o${index}`, path])),
  });
  const data = readAnswer(answer.data, answer.errors);
  const pull = data.repository?.pullRequest;
  if (data.repository === null || pull === null || pull === undefined) return { kind: "gone" };
  try {
    assertConsistent(pull);
  } catch (error) {
    return { kind: "unsettled", why: (error as Error).message };
  }
  const baseTip = pull.baseRef?.target?.oid;
  if (baseTip === undefined) return { kind: "unsettled", why: "the base branch is not there" };

  const files = filesOfCommits(client, key.repository, options.cache.blobs);
  const tip = pull.last[0]?.commit ?? (await headAlone(client, key.repository, pull.headRefOid, options.appId));
  keepRead(files, pull, tip, baseTip, documents, identities);
  const ours = (tip.ours ?? []).flatMap(({ checkRuns }) => checkRuns);
  const contexts = [
    ...(tip.statusCheckRollup?.contexts.nodes ?? []),
    ...(await contextsBeyond(client, key.repository, pull.headRefOid, tip.statusCheckRollup?.contexts.pageInfo)),
  ];
  const comment = await stickyComment(client, key, pull, data.sticky);
  const posted: Posted = { checks: postedChecks(ours), ...(comment && { comment }) };
  const source = gitHubFactSource({
    ...{ client, repository: key.repository, pull, baseTip, files, cache: options.cache, rows },
    artifacts: options.artifacts,
    ended: options.ended,
    checks: checksOn(client, {
      repository: key.repository,
      head: pull.headRefOid,
      contexts,
      ours,
      appId: options.appId,
    }),
  });
  const { author, headRepository } = pull;
  const isBot = author?.__typename === "Bot";
  return {
    kind: "look",
    look: {
      sighting: {
        ...{ key, open: pull.state === "OPEN", draft: pull.isDraft, head: pull.headRefOid, base: pull.baseRefName },
        ...{ changedFiles: pull.changedFiles, updatedAt: Date.parse(pull.updatedAt) },
      },
      pullRequest: {
        title: pull.title,
        description: readDocument(pull.body),
        labels: [
          ...(pull.labels?.nodes ?? []).flatMap((label) => label?.name ?? []),
          ...(await labelsBeyond(client, key, pull.labels?.pageInfo)),
        ],
        // GraphQL leaves out what REST writes behind the login of a bot.
        author:
          author == null ? undefined : isBot && !author.login.endsWith("[bot]") ? `${author.login}[bot]` : author.login,
        authorIsBot: isBot,
        baseBranch: pull.baseRefName,
        headBranch: pull.headRefName,
      },
      baseTip,
      organisationPolicy: await organisationPolicy(data, files),
      source,
      posted,
      answered: new Set(
        (pull.comments.nodes ?? []).flatMap((each) =>
          each?.viewerDidAuthor === true ? (answeredIn(each.body) ?? []) : [],
        ),
      ),
      reviews: () => reviewsOf(client, key, pull),
      async identities(paths) {
        const { mergeBase, head } = await source.changeSet();
        return identitiesBetween(client, key.repository, files, { mergeBase, head }, paths);
      },
      headBranch: pull.isCrossRepository ? undefined : pull.headRefName,
      repository: data.repository.nameWithOwner,
      target: {
        ...{ installation: key.installation, repository: key.repository, repositoryId: data.repository.id },
        ...{ head: pull.headRefOid, pullRequest: { number: key.number, id: pull.id } },
      },
      editUrl:
        headRepository == null ? undefined : editUrlOf(options.webUrl, headRepository.nameWithOwner, pull.headRefName),
      fork: pull.isCrossRepository,
    },
  };
}

/** What may be missing as a whole: the organisation's repository, a comment that was deleted, the pull request itself. */
const optionalParts = new Set(["organisation", "sticky", "repository", "repository.pullRequest"]);

/** The data, where all that is needed is there. A part that is missing is never guessed. */
function readAnswer(data: unknown, errors: readonly GraphQlError[]): LookData {
  for (const { type, path, message } of errors) {
    const part = (path ?? []).join(".");
    if (type === "NOT_FOUND" && optionalParts.has(part)) continue;
    if (type === "FORBIDDEN" && part === "organisation") continue;
    if (type === "FORBIDDEN" && part === "repository") throw new AccessLostError(message.slice(0, 200));
    throw new UnavailableError(`the pull request could not be read in full: ${message.slice(0, 200)}`);
  }
  const answer = lookSchema.safeParse(data);
  if (!answer.success)
    throw new UnavailableError(
      `GitHub answered in an unexpected form: ${answer.error.issues[0]?.path.join(".") ?? ""}`,
    );
  return answer.data;
}

/** Keeps what the read showed of files. The first commit's parent is the merge base of a chain only. */
function keepRead(
  files: FilesOfCommits,
  pull: PullRequestAnswer,
  tip: Readonly<Record<string, unknown>>,
  baseTip: string,
  documents: readonly string[],
  identities: readonly string[],
): void {
  const entry = (value: unknown): Entry | null => entrySchema.nullable().parse(value ?? null);
  files.keep(baseTip, policyPath, pull.baseRef?.target?.policy ?? null);
  files.keep(pull.headRefOid, policyPath, entry(tip["policy"]));
  const mergeBase = mergeBaseOfChain(pull);
  const parent = pull.first?.[0]?.commit.parents[0];
  for (const [index, path] of documents.entries()) {
    if (pull.last.length > 0) files.keep(pull.headRefOid, path, entry(tip[`d${index}`]));
    if (parent !== undefined && parent.oid === mergeBase) files.keep(parent.oid, path, entry(parent[`d${index}`]));
  }
  for (const [index, path] of identities.entries()) {
    if (pull.last.length > 0) files.keepIdentity(pull.headRefOid, path, entry(tip[`o${index}`]));
    if (parent !== undefined && parent.oid === mergeBase)
      files.keepIdentity(parent.oid, path, entry(parent[`o${index}`]));
  }
}

/** What stands at the policy's path in the organisation's repository; undefined when that cannot be seen. */
async function organisationPolicy(data: LookData, files: FilesOfCommits) {
  const target = data.organisation?.defaultBranchRef?.target;
  if (target === null || target === undefined) return undefined;
  // A commit of its own kind: the organisation's default branch, under a name no commit has.
  files.keep("organisation", policyPath, target.policy ?? null);
  return (await files.contents("organisation", [policyPath], maxPolicyBytes)).get(policyPath);
}

function editUrlOf(webUrl: string, repository: string, branch: string): string {
  return `${webUrl}/${repository}/edit/${branch.split("/").map(encodeURIComponent).join("/")}`;
}
