import { createHash } from "node:crypto";

/** A file of a commit. */
export interface FileAt {
  readonly mode: "100644" | "100755" | "120000" | "160000";
  /** Blob id, as git computes it. */
  readonly oid: string;
}

/** A commit with all its files, by path. */
export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly files: ReadonlyMap<string, FileAt>;
  readonly treeSha: string;
  readonly message: string;
  readonly date: string;
  /** Logins, or mail addresses that no account has. */
  readonly authors: readonly string[];
  readonly committer: string;
}

/** Who makes a commit. */
export interface Signature {
  readonly authors?: readonly string[];
  readonly committer?: string;
}

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  readonly status: "added" | "modified" | "removed" | "renamed";
  readonly previousPath?: string;
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
  /** Absent for binary files. */
  readonly patch?: string;
}

/** What a commit does to files: text, bytes, a link, or null to remove. */
export type Edits = Readonly<Record<string, string | Uint8Array | { readonly symlink: string } | null>>;

/** Objects of a repository and its forks. */
export class Git {
  readonly blobs = new Map<string, Buffer>();
  readonly commits = new Map<string, Commit>();
  readonly #changes = new Map<string, readonly ChangedFile[]>();
  #count = 0;

  commit(
    parents: readonly string[],
    edits: Edits,
    message: string,
    renames: Readonly<Record<string, string>> = {},
    signature: Signature = {},
  ): string {
    const files = new Map(this.commits.get(parents[0] ?? "")?.files);
    for (const [from, to] of Object.entries(renames)) {
      const file = files.get(from);
      if (file === undefined) throw new Error(`no file ${from} to rename`);
      files.delete(from);
      files.set(to, file);
    }
    for (const [path, content] of Object.entries(edits)) {
      if (content === null) files.delete(path);
      else if (typeof content === "object" && "symlink" in content)
        files.set(path, { mode: "120000", oid: this.blob(Buffer.from(content.symlink)) });
      else files.set(path, { mode: "100644", oid: this.blob(Buffer.from(content as string)) });
    }
    return this.add(parents, files, message, signature);
  }

  /** The commit that last changed each line of a file, along first parents. */
  blame(sha: string, path: string): readonly string[] {
    const { parents, files } = this.at(sha);
    const lines = this.#text(files.get(path)?.oid) ?? [];
    const [parent] = parents;
    if (parent === undefined) return lines.map(() => sha);
    const earlier = [...(this.#text(this.at(parent).files.get(path)?.oid) ?? [])];
    const origins = earlier.length === 0 ? [] : this.blame(parent, path);
    let from = 0;
    return lines.map((line) => {
      const at = earlier.indexOf(line, from);
      if (at === -1) return sha;
      from = at + 1;
      return origins[at] ?? sha;
    });
  }

  /** Merges head into base: the head's changes since the merge base, laid over the base. */
  merge(base: string, head: string, message: string): string {
    const files = new Map(this.at(base).files);
    for (const { path, previousPath, status } of this.changes(this.mergeBase(base, head), head)) {
      if (previousPath !== undefined) files.delete(previousPath);
      const file = this.at(head).files.get(path);
      if (status === "removed" || file === undefined) files.delete(path);
      else files.set(path, file);
    }
    return this.add([base, head], files, message);
  }

  add(
    parents: readonly string[],
    files: ReadonlyMap<string, FileAt>,
    message: string,
    { authors = ["alice"], committer }: Signature = {},
  ): string {
    const listing = [...files]
      .map(([path, { mode, oid }]) => `${mode} ${oid} ${path}`)
      .sort()
      .join("\n");
    const treeSha = sha1(`tree ${listing}`);
    this.#count += 1;
    const sha = sha1(`commit ${treeSha} ${parents.join(" ")} ${message} ${this.#count}`);
    const date = new Date().toISOString();
    const signed = { authors, committer: committer ?? authors[0] ?? "alice" };
    this.commits.set(sha, { sha, parents, files, treeSha, message, date, ...signed });
    return sha;
  }

  blob(bytes: Buffer): string {
    const oid = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
    this.blobs.set(oid, bytes);
    return oid;
  }

  at(sha: string): Commit {
    const commit = this.commits.get(sha);
    if (commit === undefined) throw new Error(`no commit ${sha}`);
    return commit;
  }

  ancestors(sha: string): ReadonlySet<string> {
    const seen = new Set<string>();
    for (const queue = [sha]; queue.length > 0; ) {
      const next = queue.pop() ?? "";
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...this.at(next).parents);
    }
    return seen;
  }

  /** The nearest common ancestor along the first parents of the head, then along all. */
  mergeBase(base: string, head: string): string {
    const known = this.ancestors(base);
    for (const queue = [head]; queue.length > 0; ) {
      const next = queue.shift() ?? "";
      if (known.has(next)) return next;
      queue.push(...this.at(next).parents);
    }
    throw new Error("no common ancestor");
  }

  /** Commits of the head that the base lacks, oldest first. */
  commitsBetween(base: string, head: string): readonly Commit[] {
    const known = this.ancestors(base);
    return [...this.ancestors(head)]
      .filter((sha) => !known.has(sha))
      .map((sha) => this.at(sha))
      .reverse();
  }

  changes(from: string, to: string): readonly ChangedFile[] {
    const key = `${from} ${to}`;
    const found = this.#changes.get(key) ?? this.#compare(this.at(from).files, this.at(to).files);
    this.#changes.set(key, found);
    return found;
  }

  #compare(before: Commit["files"], after: Commit["files"]): readonly ChangedFile[] {
    const removed = [...before].filter(([path]) => !after.has(path));
    const attributes = this.#text(after.get(".gitattributes")?.oid) ?? [];
    const changes: ChangedFile[] = [];
    for (const [path, file] of after) {
      const old = before.get(path);
      if (old?.oid === file.oid && old.mode === file.mode) continue;
      const origin = old === undefined ? removed.findIndex(([, gone]) => this.#isSimilar(gone.oid, file.oid)) : -1;
      const [previousPath, previous] = origin === -1 ? [undefined, old] : (removed.splice(origin, 1)[0] ?? []);
      const status = old !== undefined ? "modified" : previousPath === undefined ? "added" : "renamed";
      changes.push({
        path,
        status,
        oid: file.oid,
        ...(previousPath && { previousPath }),
        // Only whole paths: what an attribute switches off is counted as a binary file is.
        ...(attributes.includes(`${path} -diff`)
          ? { additions: 0, deletions: 0 }
          : this.#lines(previous?.oid, file.oid)),
      });
    }
    for (const [path, { oid }] of removed)
      changes.push({ path, status: "removed", oid, ...this.#lines(oid, undefined) });
    return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #isSimilar(a: string, b: string): boolean {
    if (a === b) return true;
    // Bytes too, as git does.
    const [one, other] = [a, b].map((oid) => this.blobs.get(oid)?.toString("latin1").replace(/\n$/, "").split("\n"));
    if (one === undefined || other === undefined || one.length < 4) return false;
    const lines = new Set(other);
    return one.filter((line) => line !== "" && lines.has(line)).length > Math.max(one.length, other.length) / 2;
  }

  #text(oid: string | undefined): readonly string[] | undefined {
    if (oid === undefined) return [];
    const bytes = this.blobs.get(oid);
    if (bytes === undefined || bytes.includes(0)) return undefined;
    const lines = bytes.toString("utf8").split("\n");
    return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  }

  /** One hunk around everything that differs: a valid patch, if not the shortest. */
  #lines(from: string | undefined, to: string | undefined) {
    const [before, after] = [this.#text(from), this.#text(to)];
    if (before === undefined || after === undefined || from === to) return { additions: 0, deletions: 0 };
    let start = 0;
    while (start < before.length && before[start] === after[start]) start += 1;
    let end = 0;
    while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
    const gone = before.slice(start, before.length - end);
    const come = after.slice(start, after.length - end);
    const header = `@@ -${start + (gone.length > 0 ? 1 : 0)},${gone.length} +${start + (come.length > 0 ? 1 : 0)},${come.length} @@`;
    const patch = [header, ...gone.map((line) => `-${line}`), ...come.map((line) => `+${line}`)].join("\n");
    return { additions: come.length, deletions: gone.length, ...(gone.length + come.length > 0 && { patch }) };
  }
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
