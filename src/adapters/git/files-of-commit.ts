import { isUtf8 } from "node:buffer";
import type { FileContent } from "../../pipeline/ports.ts";
import type { GitObject, ObjectReader } from "./cat-file.ts";
import { GitError } from "./git-error.ts";
import { encodePath } from "./path-bytes.ts";
import { typeOfMode } from "./raw.ts";

interface TreeEntry {
  readonly mode: string;
  readonly oid: string;
}

/** The entries of one directory, by name (as latin1, which is a string for any bytes). */
type Tree = ReadonlyMap<string, TreeEntry>;

/** A directory of a million files has a tree of about 40 MB. */
const maxTreeBytes = 64 * 1024 * 1024;

/**
 * Reads files of a commit by walking its trees ourselves. That needs no process per question, has no limit on the number of
 * paths, and no path can be taken for an option, a pattern or a revision.
 */
export async function readFilesOfCommit(
  objects: ObjectReader,
  commit: string,
  paths: readonly string[],
  maxBytes: number,
): Promise<ReadonlyMap<string, FileContent>> {
  const trees = new Map<string, Promise<Tree>>();
  const treeAt = (name: string): Promise<Tree> => {
    const known = trees.get(name) ?? readTree(objects, name);
    trees.set(name, known);
    return known;
  };
  const find = async (path: string): Promise<TreeEntry | undefined> => {
    const segments = encodePath(path)?.toString("latin1").split("/") ?? [];
    let entry: TreeEntry | undefined;
    for (const [depth, segment] of segments.entries()) {
      if (depth > 0 && (entry === undefined || typeOfMode(entry.mode) !== "directory")) return undefined;
      entry = (await treeAt(entry?.oid ?? `${commit}^{tree}`)).get(segment);
    }
    return entry;
  };
  const read = async (path: string): Promise<[string, FileContent]> => {
    const entry = await find(path);
    if (entry === undefined) return [path, { state: "absent" }];
    const type = typeOfMode(entry.mode);
    if (type !== "regular") return [path, { state: type }];
    return [path, contentOf(await expected(objects.read(entry.oid, maxBytes), entry.oid))];
  };
  return new Map(await Promise.all(paths.map(read)));
}

async function readTree(objects: ObjectReader, name: string): Promise<Tree> {
  const { oid, content } = await expected(objects.read(name, maxTreeBytes), name);
  if (content === undefined) throw new GitError("output-too-large", `the tree ${oid} is too large to look at`);
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const nul = content.indexOf(0, space);
    const end = nul + 1 + oid.length / 2;
    const name = content.toString("latin1", space + 1, nul);
    // Git does not check the trees it hands out here, and a server may have taken anything.
    if (space === -1 || nul === -1 || end > content.length || entries.has(name)) {
      throw new GitError("unexpected-output", `the tree ${oid} is broken`);
    }
    entries.set(name, { mode: content.toString("latin1", at, space), oid: content.toString("hex", nul + 1, end) });
    at = end;
  }
  return entries;
}

/** What a commit mentions has to exist: where it does not (a partial clone without a network) nothing can be decided. */
async function expected(reading: Promise<GitObject | undefined>, name: string): Promise<GitObject> {
  const object = await reading;
  if (object === undefined) throw new GitError("git-failed", `the object ${name} is missing from the repository`);
  return object;
}

/** Binary is a NUL, wherever it stands, or no UTF-8: so on GitHub too. Text comes without a byte order mark. */
function contentOf({ oid, bytes, content }: GitObject): FileContent {
  if (content === undefined) return { state: "too-large", oid, bytes };
  if (content.includes(0) || !isUtf8(content)) return { state: "binary", oid };
  const text = content.toString("utf8");
  return { state: "text", oid, text: text.startsWith("\ufeff") ? text.slice(1) : text };
}
