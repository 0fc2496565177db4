/** A document of about so many bytes, with the shapes an evidence log has. */
export function documentOf(bytes: number): string {
  const parts = ["# Log\n"];
  let length = 0;
  for (let index = 0; length < bytes; index++) {
    const part = [
      `\n## Window ${index}\n`,
      `Observed *fallback* and latency of release ${index}; see [the run](https://example.org/${index}).`,
      "Nothing else was deployed in between, and the queue was drained before.\n",
      "| Window (UTC) | Fallback rate | p95 | Decision |\n|---|---|---|---|",
      ...Array.from(
        { length: 8 },
        (_, row) =>
          `| 2026-01-${String((row % 28) + 1).padStart(2, "0")}T10:00Z | ${row}.${index % 10}% | ${300 + row} ms | hold |`,
      ),
      `\n- [x] checked ${index}\n- [ ] signed off ${index}\n  - by **two** people\n`,
      "```sh\nmake verify # | not | a | row |\n```\n",
    ].join("\n");
    parts.push(part);
    length += part.length;
  }
  return parts.join("");
}

/** The document with one more row at the end of its last table's section. */
export function withRow(text: string): string {
  return `${text}\n| 2026-02-01T10:00Z | 1.0% | 250 ms | promote |\n\n## Afterwards\n\n- one more entry\n`;
}
