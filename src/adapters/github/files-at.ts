import * as z from "zod";
import type { FileContent } from "../../pipeline/ports.ts";
import { UnavailableError } from "../../pipeline/trouble.ts";
import type { GitHubClient } from "./client.ts";
import type { Shelf } from "./content-cache.ts";
import { type Entry, entrySchema } from "./look-answer.ts";
import { entryFragment, filesDocument, identityFragment } from "./look-query.ts";

/** GraphQL cuts the text of a blob at exactly 512,000 bytes; what comes near is read by REST. */
const maxInlineBytes = 500_000;

/** Most files asked for in one read. */
const batchSize = 50;

/** Modes of git, as GraphQL gives them: whole numbers. */
const modes = { symlink: 0o120000, submodule: 0o160000 } as const;

/** Modes of regular files: plain and executable. */
export function isRegularMode(mode: number): boolean {
  return mode === 0o100644 || mode === 0o100755;
}

/** What tells the content of a file apart: its mode and the id of its blob. */
export type Identity = Pick<Entry, "mode" | "oid">;

/** Files of commits: what was read already, and what has to be asked for. */
export interface FilesOfCommits {
  /** Remembers what a read showed at a path of a commit; null: nothing is there. */
  keep(commit: string, path: string, entry: Entry | null): void;
  /** Remembers only what tells the content at a path of a commit apart; null: nothing is there. */
  keepIdentity(commit: string, path: string, entry: Identity | null): void;
  /** What tells the content at paths of a commit apart, asking only for what is not known; null: nothing is there. */
  identities(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, Identity | null>>;
  /** The content of files of a commit, asking only for what is not known. */
  contents(commit: string, paths: readonly string[], maxBytes: number): Promise<ReadonlyMap<string, FileContent>>;
}

/** Reads files of a repository's commits. Requests of the same moment travel together. */
export function filesOfCommits(client: GitHubClient, repository: string, blobs: Shelf<FileContent>): FilesOfCommits {
  const [owner = "", name = ""] = repository.split("/");
  const known = new Map<string, Entry | null>();
  const identified = new Map<string, Identity | null>();
  const keyOf = (commit: string, path: string) => `${commit} ${path}`;
  const askEntries = asker(entryFragment, known);
  const askIdentities = asker(identityFragment, identified);

  /** Asks for files in those words, and keeps what is answered. */
  function asker(fragment: string, kept: { set(key: string, entry: Entry | null): unknown }) {
    let wanted: readonly { readonly commit: string; readonly path: string }[] = [];
    let asking: Promise<void> | undefined;

    async function ask(): Promise<void> {
      // What is asked for in the same turn, of other commits too, travels together.
      await new Promise((resolve) => setImmediate(resolve));
      const all = wanted;
      wanted = [];
      asking = undefined;
      const batches = Array.from({ length: Math.ceil(all.length / batchSize) }, (_, index) =>
        all.slice(index * batchSize, (index + 1) * batchSize),
      );
      await Promise.all(batches.map(askFor));
    }

    async function askFor(batch: readonly { readonly commit: string; readonly path: string }[]): Promise<void> {
      const commits = [...new Set(batch.map(({ commit }) => commit))];
      const paths = commits.map((commit) => batch.filter((file) => file.commit === commit).map(({ path }) => path));
      const variables: Record<string, string> = { owner, name };
      for (const [c, commit] of commits.entries()) {
        variables[`c${c}`] = commit;
        for (const [f, path] of (paths[c] ?? []).entries()) variables[`c${c}f${f}`] = path;
      }
      const { data, errors } = await client.graphql<unknown>(filesDocument(paths, fragment), variables);
      const answer = filesShape.safeParse(data);
      if (errors.length > 0 || !answer.success) throw new UnavailableError("files could not be read in full");
      for (const [c, commit] of commits.entries()) {
        const files = answer.data.repository[`c${c}`];
        if (files === undefined || files === null) throw new UnavailableError(`commit ${commit} could not be read`);
        for (const [f, path] of (paths[c] ?? []).entries()) kept.set(keyOf(commit, path), files[`f${f}`] ?? null);
      }
    }

    return async (commit: string, paths: readonly string[]): Promise<void> => {
      if (paths.length === 0) return;
      wanted = [...wanted, ...paths.map((path) => ({ commit, path }))];
      asking ??= ask();
      await asking;
    };
  }

  async function entries(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, Entry | null>> {
    await askEntries(
      commit,
      [...new Set(paths)].filter((path) => !known.has(keyOf(commit, path))),
    );
    return new Map(paths.map((path) => [path, known.get(keyOf(commit, path)) ?? null]));
  }

  /** The whole blob, by REST; strict about its encoding. */
  async function wholeBlob(oid: string): Promise<FileContent> {
    const cached = blobs.get(oid);
    if (cached !== undefined) return cached;
    const route = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";
    const { data } = await client.rest<unknown>(route, { owner, repo: name, file_sha: oid });
    const { content, encoding } = z.object({ content: z.string(), encoding: z.string() }).parse(data);
    if (encoding !== "base64") throw new UnavailableError(`a blob came in the unknown encoding ${encoding}`);
    const bytes = Buffer.from(content, "base64");
    const read = textOf(oid, bytes);
    blobs.set(oid, read, bytes.length + 200);
    return read;
  }

  async function contentOf(entry: Entry | null, maxBytes: number): Promise<FileContent> {
    if (entry === null) return { state: "absent" };
    if (entry.mode === modes.symlink) return { state: "symlink" };
    if (entry.mode === modes.submodule || entry.type === "commit") return { state: "submodule" };
    if (entry.type === "tree") return { state: "directory" };
    const { oid, object } = entry;
    const bytes = object?.byteSize;
    if (bytes === undefined) throw new UnavailableError("a file could not be read");
    const { isBinary, isTruncated, text } = object ?? {};
    if (bytes > maxBytes) return isBinary === true ? { state: "binary", oid } : { state: "too-large", oid, bytes };
    // A character in place of broken bytes may also stand in the text itself: only the bytes tell.
    const isDoubtful = isBinary === null || text?.includes("\ufffd") === true;
    if (isTruncated === true || bytes > maxInlineBytes || isDoubtful) return wholeBlob(oid);
    if (isBinary === true || typeof text !== "string" || text.includes("\0")) return { state: "binary", oid };
    const read: FileContent = { state: "text", oid, text: withoutMark(text) };
    blobs.set(oid, read, bytes + 200);
    return read;
  }

  /** What stands at a path, where a tree has told which blob it is and that was read before. */
  function remembered(commit: string, path: string, maxBytes: number): FileContent | undefined {
    const { mode, oid } = identified.get(keyOf(commit, path)) ?? {};
    if (mode === undefined || oid === undefined || mode === modes.symlink || mode === modes.submodule) return undefined;
    const content = blobs.get(oid);
    // A byte order mark is not part of the text any more: near the limit it is asked for again.
    return content?.state === "text" && Buffer.byteLength(content.text) + 3 <= maxBytes ? content : undefined;
  }

  return {
    keep(commit, path, entry) {
      known.set(keyOf(commit, path), entry);
    },
    keepIdentity(commit, path, entry) {
      identified.set(keyOf(commit, path), entry);
    },
    async identities(commit, paths) {
      const isKnown = (key: string) => known.has(key) || identified.has(key);
      await askIdentities(
        commit,
        [...new Set(paths)].filter((path) => !isKnown(keyOf(commit, path))),
      );
      const found = (key: string) => known.get(key) ?? identified.get(key) ?? null;
      return new Map(paths.map((path) => [path, found(keyOf(commit, path))]));
    },
    async contents(commit, paths, maxBytes) {
      const held = new Map(paths.map((path) => [path, remembered(commit, path, maxBytes)]));
      const found = await entries(
        commit,
        paths.filter((path) => held.get(path) === undefined),
      );
      const read = await Promise.all(
        paths.map(
          async (path): Promise<[string, FileContent]> => [
            path,
            held.get(path) ?? (await contentOf(found.get(path) ?? null, maxBytes)),
          ],
        ),
      );
      return new Map(read);
    },
  };
}

const filesShape = z.object({
  repository: z.record(z.string(), z.record(z.string(), entrySchema.nullable()).nullable()),
});

function textOf(oid: string, bytes: Buffer): FileContent {
  if (bytes.includes(0)) return { state: "binary", oid };
  try {
    return { state: "text", oid, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { state: "binary", oid };
  }
}

function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
