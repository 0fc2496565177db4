import type { Committed, Target } from "../../pipeline/host.ts";
import { type GitHubClient, RefusedError } from "./client.ts";

const commitDocument = `mutation CommitRow($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/** Commits a file to a branch whose head is still the one that was looked at; GitHub refuses where it moved. */
export async function commitFile(
  client: GitHubClient,
  { repository, head }: Target,
  branch: string,
  { path, text, message }: { readonly path: string; readonly text: string; readonly message: string },
): Promise<Committed> {
  const contents = Buffer.from(text, "utf8").toString("base64");
  const input = {
    branch: { repositoryNameWithOwner: repository, branchName: branch },
    ...{ expectedHeadOid: head, message: { headline: message } },
    fileChanges: { additions: [{ path, contents }] },
  };
  try {
    const { data, errors } = await client.graphql<{
      readonly createCommitOnBranch?: { readonly commit?: { readonly oid: string } | null } | null;
    }>(commitDocument, { input });
    const oid = data?.createCommitOnBranch?.commit?.oid;
    if (oid !== undefined) return { head: oid };
    return { refused: errors[0]?.message.slice(0, 200) ?? "GitHub gave no reason" };
  } catch (error) {
    if (error instanceof RefusedError) return { refused: error.message.slice(0, 200) };
    throw error;
  }
}
