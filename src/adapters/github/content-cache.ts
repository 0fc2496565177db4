import type { ArchiveReading, FileContent } from "../../pipeline/ports.ts";
import type { ListedFile } from "./listed-file.ts";
import type { TreeListing } from "./trees.ts";

/** Content that never changes, because its name says what it is. */
export interface ContentCache {
  /** By blob id; of files that are text or binary. */
  readonly blobs: Shelf<FileContent>;
  /** Lists of changed files, by repository, merge base and head. */
  readonly changes: Shelf<readonly ListedFile[]>;
  /** Recursive trees, by repository and commit. */
  readonly trees: Shelf<TreeListing>;
  /** What was read in artifacts, by their repository, id, digest, and what was looked for. */
  readonly reports: Shelf<ArchiveReading>;
}

/** A part of the cache: the least recently used goes first when there is no more room. */
export interface Shelf<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, bytes: number): void;
}

/** A cache of that many bytes, shared fairly: no kind of content can take more than half. */
export function createContentCache(maxBytes: number): ContentCache {
  const part = Math.floor(maxBytes / 2);
  const third = Math.floor(part / 3);
  return { blobs: shelf(part), changes: shelf(third), trees: shelf(third), reports: shelf(third) };
}

function shelf<Value>(maxBytes: number): Shelf<Value> {
  const held = new Map<string, { readonly value: Value; readonly bytes: number }>();
  let room = maxBytes;
  return {
    get(key) {
      const found = held.get(key);
      if (found === undefined) return undefined;
      held.delete(key);
      held.set(key, found);
      return found.value;
    },
    set(key, value, bytes) {
      room += held.get(key)?.bytes ?? 0;
      held.delete(key);
      if (bytes > maxBytes) return;
      held.set(key, { value, bytes });
      room -= bytes;
      for (const [oldest, { bytes: freed }] of held) {
        if (room >= 0) break;
        held.delete(oldest);
        room += freed;
      }
    },
  };
}
