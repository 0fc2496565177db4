/** Most stretches of lines a message names. */
const mostStretches = 5;

/** Lines for a sentence: "line 4", "lines 4 to 9 and 12". The lines may be in any order. */
export function describeLines(lines: readonly number[]): string {
  const stretches: [from: number, to: number][] = [];
  for (const line of lines.toSorted((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last !== undefined && line <= last[1] + 1) last[1] = line;
    else stretches.push([line, line]);
  }
  const named = stretches.slice(0, mostStretches).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const all = stretches.length > mostStretches ? [...named, "more"] : named;
  const text = all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
  return `${lines.length === 1 ? "line" : "lines"} ${text}`;
}
