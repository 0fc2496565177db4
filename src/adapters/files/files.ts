import { isUtf8 } from "node:buffer";
import { mkdir, open, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UserError } from "../../core/user-error.ts";

/** Largest file a person may name on the command line, in bytes, when it is a text. */
const maxBytes = 16 * 1024 * 1024;

/**
 * The text of a file a person named.
 *
 * @throws UserError when there is none, it cannot be read, or it is no text in UTF-8
 */
export async function readNamedFile(path: string): Promise<string> {
  const bytes = await readNamedBytes(path, maxBytes);
  if (!isUtf8(bytes)) {
    throw new UserError(
      "no-text",
      `${path} is not text in UTF-8`,
      "Save it in UTF-8. Windows PowerShell's > writes UTF-16: pipe to Out-File -Encoding utf8 instead.",
    );
  }
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

/**
 * What is in a file a person named.
 *
 * @throws UserError when there is none, it cannot be read, or it has more bytes than the limit
 */
export async function readNamedBytes(path: string, limit: number): Promise<Buffer> {
  try {
    await using file = await open(path);
    // What a file says of its size is where to begin, no more: a pipe, such as <(gh pr view …), has none, and a device no end.
    let bytes = Buffer.alloc(Math.min((await file.stat()).size, limit) + 1);
    for (let size = 0; ; ) {
      const { bytesRead } = await file.read(bytes, size, bytes.length - size);
      size += bytesRead;
      if (size > limit) throw new UserError("file-too-large", `${path} has more than the ${limit} bytes that are read`);
      if (bytesRead === 0) return bytes.subarray(0, size);
      if (size === bytes.length) bytes = Buffer.concat([bytes], Math.min(2 * size, limit) + 1);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError("unreadable-file", `cannot read ${path}: ${reasonOf(error)}`);
  }
}

/** The built-in presets, by name: the `.yml` files of a directory. */
export async function readPresets(directory: URL): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".yml")).sort();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, directory), "utf8")));
  return new Map(names.map((name, index) => [name.slice(0, -".yml".length), texts[index] ?? ""]));
}

/** Names in a directory, sorted. */
export async function listNames(directory: string): Promise<readonly string[]> {
  return (await readdir(directory)).sort();
}

/**
 * Writes a file, over an old one if there is one.
 *
 * @throws UserError when it cannot be written
 */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw new UserError("unwritable-file", `cannot write ${path}: ${reasonOf(error)}`);
  }
}

/**
 * Rewrites a text file; one that is not there is empty, and comes into being. `edit` sees and gives line feeds only. Byte
 * order mark and line ends stay as they are; a file with both kinds of line ends keeps them where they stand.
 *
 * @throws UserError when it cannot be read as text, or cannot be written; then it is left alone
 */
export async function editText(path: string, edit: (text: string) => string): Promise<void> {
  const bytes = (await isThere(path)) ? await readNamedBytes(path, maxBytes) : Buffer.alloc(0);
  if (!isUtf8(bytes)) throw new UserError("no-text", `${path} is not UTF-8 text, and is left alone`);
  const text = bytes.toString("utf8");
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const body = text.slice(mark.length);
  const windows = body.includes("\r\n") && !/(?:^|[^\r])\n/.test(body);
  const edited = edit(windows ? body.replaceAll("\r\n", "\n") : body);
  await writeText(path, `${mark}${windows ? edited.replaceAll("\n", "\r\n") : edited}`);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Why the file system refused, in words where there are some. */
function reasonOf(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  ENOTDIR: "something above it is no directory",
  EACCES: "no permission",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
};

/**
 * Writes new files below a directory: all, or none when one is there already.
 *
 * @throws UserError naming the file that is there
 */
export async function writeNewFiles(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const path of files.keys()) {
    if (await isThere(resolve(root, path))) throw new UserError("file-exists", `${path} is there already`);
  }
  for (const [path, text] of files) await writeText(resolve(root, path), text);
}
