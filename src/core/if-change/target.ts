/** What a `ThenChange` names. */
export interface Target {
  /** From the root of the repository. */
  readonly path: string;
  /** A region or a section of the file; without it, the file as a whole. */
  readonly label?: string;
  /** As the mark writes it. */
  readonly written: string;
}

/** Reads a target that stands in a file; a text is what is wrong with it, as the end of a sentence. */
export function readTarget(written: string, file: string): Target | string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(written)) return "points out of the repository";
  const split = written.search(/[#:]/);
  const path = (split === -1 ? written : written.slice(0, split)).trim();
  const label = split === -1 ? undefined : written.slice(split + 1).trim();
  if (label === "") return "has no label behind its sign";
  if (path.endsWith("/")) return "is a directory: name a file";
  const resolved = path === "" ? file : resolve(path, file);
  if (resolved === undefined) return "points out of the repository";
  return { path: resolved, ...(label !== undefined && { label }), written };
}

/** A path from the root; undefined when it leads out of the repository. `//a` and `/a` begin at the root, others beside the file. */
function resolve(path: string, file: string): string | undefined {
  const segments = path.startsWith("/") ? [] : file.split("/").slice(0, -1);
  for (const segment of path.split("/")) {
    if (segment === ".." && segments.pop() === undefined) return undefined;
    if (!["", ".", ".."].includes(segment)) segments.push(segment);
  }
  return segments.length === 0 ? undefined : segments.join("/");
}
