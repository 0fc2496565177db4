/** A range of a text, from a position to the one behind its end. */
type Range = readonly [from: number, to: number];

/**
 * What a reader of a paragraph does not see as plain words: code spans, HTML comments and tags, which may go over several
 * lines. Takes one pass; an HTML comment that nothing closes hides the rest.
 */
export function hiddenRanges(paragraph: string): readonly Range[] {
  const ranges: Range[] = [];
  const runs = backtickRuns(paragraph);
  const lastBracket = paragraph.lastIndexOf(">");
  let at = 0;
  while (at < paragraph.length) {
    const end = hiddenFrom(paragraph, at, runs, lastBracket);
    if (end !== undefined) {
      ranges.push([at, end]);
      at = end;
    } else if (paragraph[at] === "\\") at += 2;
    else if (paragraph[at] === "`") at += runLength(paragraph, at);
    else at += 1;
  }
  return ranges;
}

/** Where what begins there ends; undefined when nothing is hidden. Not searched for what is known not to come. */
function hiddenFrom(text: string, at: number, runs: Runs, lastBracket: number): number | undefined {
  if (text[at] === "`") {
    const length = runLength(text, at);
    const closing = nextOf(runs.get(length), at + length);
    return closing === undefined ? undefined : closing + length;
  }
  if (text[at] !== "<" || !/[A-Za-z/?!]/.test(text.charAt(at + 1))) return undefined;
  if (text.startsWith("<!--", at)) {
    const end = text.indexOf("-->", at + 2);
    return end === -1 ? text.length : end + 3;
  }
  return lastBracket < at ? undefined : text.indexOf(">", at) + 1;
}

/** Where runs of backticks begin, by their length; what was passed is taken off the front. */
type Runs = ReadonlyMap<number, { readonly starts: readonly number[]; passed: number }>;

function backtickRuns(text: string): Runs {
  const runs = new Map<number, { starts: number[]; passed: number }>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const known = runs.get(run.length);
    if (known === undefined) runs.set(run.length, { starts: [index], passed: 0 });
    else known.starts.push(index);
  }
  return runs;
}

function nextOf(runs: { readonly starts: readonly number[]; passed: number } | undefined, from: number) {
  if (runs === undefined) return undefined;
  while (runs.passed < runs.starts.length && (runs.starts[runs.passed] ?? 0) < from) runs.passed += 1;
  return runs.starts[runs.passed];
}

function runLength(text: string, at: number): number {
  let end = at;
  while (text[end] === "`") end += 1;
  return end - at;
}
