/** Edits from one string to another, in code units: a letter more, less or other, or two neighbours swapped. Gives up above `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeThat: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = swapped ? (beforeThat[column - 2] ?? 0) + 1 : limit + 1;
      current.push(Math.min(substitution, swap, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    beforeThat = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/**
 * The candidate a person most likely meant by `word`, or undefined when none is close: at most a third of the
 * word's letters may differ, or the one contains the other. Case is ignored. Words over 100 characters get no answer.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.trim().toLowerCase();
  if (wanted === "" || wanted.length > 100) return undefined;
  // Of two letters one may not differ: every gate is near every other.
  const limit = wanted.length < 3 ? 0 : Math.max(1, Math.floor(wanted.length / 3));
  let best: { candidate: string; score: number } | undefined;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    if (other === "" || other.length > 100) continue;
    const contains = wanted.length > 2 && (other.includes(wanted) || (other.length > 2 && wanted.includes(other)));
    const score = Math.min(distance(wanted, other, limit), contains ? limit + 0.5 : Number.POSITIVE_INFINITY);
    if (score <= limit + 0.5 && (best === undefined || score < best.score)) best = { candidate, score };
  }
  return best?.candidate;
}
