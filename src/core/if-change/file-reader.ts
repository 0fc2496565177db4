import type { FileChange } from "../change-set.ts";
import type { Facts, TextState, TextVersions } from "../facts.ts";
import { compareRegions, type FileComparison } from "./compare-regions.ts";
import { type MarkedFile, readRegions } from "./regions.ts";

/** The files that were read as text, divided by their marks. Each is divided and compared once. */
export interface FileReader {
  /** Undefined when the file was not read. */
  versions(path: string): TextVersions | undefined;
  /** How the change touches the path at the head; undefined when it leaves it alone. */
  change(path: string): FileChange | undefined;
  /** The file at the merge base, empty when there is no text: under the path it had there. */
  before(path: string): MarkedFile;
  /** The file at the head, empty when there is no text. */
  after(path: string): MarkedFile;
  compare(path: string): FileComparison;
}

/** Reads the marks of files among the facts. */
export function fileReader({ changeSet, texts }: Facts): FileReader {
  const changes = new Map(changeSet.files.map((file) => [file.path, file]));
  const reader: FileReader = {
    versions: (path) => texts?.get(path),
    change: (path) => changes.get(path),
    before: once((path) => divide(changes.get(path)?.previousPath ?? path, texts?.get(path)?.before)),
    after: once((path) => divide(path, texts?.get(path)?.after)),
    compare: once((path) => compareRegions(reader.before(path), reader.after(path))),
  };
  return reader;
}

/** Requirements are asked several times what they need: the same text is divided once. */
const divided = new WeakMap<TextState, MarkedFile>();

function divide(path: string, state: TextState | undefined): MarkedFile {
  if (state?.state !== "read") return readRegions(path, "");
  const known = divided.get(state);
  if (known?.path === path) return known;
  const file = readRegions(path, state.text);
  divided.set(state, file);
  return file;
}

/** Asked again about the same, it gives the answer it gave. */
function once<Value>(read: (path: string) => Value): (path: string) => Value {
  const known = new Map<string, Value>();
  return (path) => {
    const answer = known.get(path) ?? read(path);
    known.set(path, answer);
    return answer;
  };
}
