/** How often each line or branch was run. A map is one. */
export interface Counts<Key> {
  readonly size: number;
  get(key: Key): number | undefined;
  values(): Iterable<number>;
  [Symbol.iterator](): Iterator<[Key, number]>;
}

/** Where the counts of many files lie one behind the other: two numbers each, instead of an entry of a map. */
export interface CountTable {
  /** Lines, or places of branches among the names; ascending within a file. */
  readonly keys: Float64Array;
  /** Of the key at the same place. */
  readonly counts: Float64Array;
}

/** What a key is as a number, and back. */
export interface Numbering<Key> {
  readonly numberOf: (key: Key) => number | undefined;
  readonly keyOf: (number: number) => Key;
}

/** The counts of one file: a stretch of a table. */
export function stretchOf<Key>(
  { keys, counts }: CountTable,
  start: number,
  end: number,
  { numberOf, keyOf }: Numbering<Key>,
): Counts<Key> {
  return {
    size: end - start,
    get(key) {
      const wanted = numberOf(key) ?? Number.NaN;
      let low = start;
      for (let high = end; low < high; ) {
        const middle = (low + high) >>> 1;
        if ((keys[middle] ?? 0) < wanted) low = middle + 1;
        else high = middle;
      }
      return low < end && keys[low] === wanted ? counts[low] : undefined;
    },
    values: () => counts.subarray(start, end),
    *[Symbol.iterator]() {
      for (let at = start; at < end; at++) yield [keyOf(keys[at] ?? 0), counts[at] ?? 0] as [Key, number];
    },
  };
}
