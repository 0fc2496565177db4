/** The words of a text, with how often each occurs. */
interface WordBag {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

/** The words of a text, without case; the first 200 unless told otherwise, which is enough to recognise an entry. */
export function wordBag(text: string, limit = 200): WordBag {
  const counts = new Map<string, number>();
  let size = 0;
  for (const [word] of text.toLowerCase().matchAll(/[^\s|]+/g)) {
    if (size === limit) break;
    counts.set(word, (counts.get(word) ?? 0) + 1);
    size++;
  }
  return { counts, size };
}

/** From 0 (no word in common) to 1 (the same words): the Sørensen-Dice coefficient. */
export function similarity(a: WordBag, b: WordBag): number {
  if (a.size + b.size === 0) return 1;
  const [fewer, more] = a.counts.size < b.counts.size ? [a, b] : [b, a];
  let common = 0;
  for (const [word, count] of fewer.counts) common += Math.min(count, more.counts.get(word) ?? 0);
  return (2 * common) / (a.size + b.size);
}
