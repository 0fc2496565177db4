import type { Scope } from "../document/scope.ts";

/** Packets to paste, numbered on from those there are. As long as nobody writes values in, none of them is filled. */
export function readyPackets(fields: readonly string[], { from, count, level }: Numbering): string {
  const heading = "#".repeat(level);
  return Array.from(
    { length: count },
    (_, index) => `${heading} Packet ${from + index}\n\n${readyFields(fields)}`,
  ).join("\n\n");
}

interface Numbering {
  /** The number of the first. */
  readonly from: number;
  readonly count: number;
  /** Of their headings. */
  readonly level: number;
}

/** Fields to paste into a packet. */
export function readyFields(fields: readonly string[]): string {
  return fields.map((name) => `- ${name}: …`).join("\n");
}

/** The level of the headings of packets in a scope. */
export function packetLevel({ sections }: Scope): number {
  return Math.min(6, Math.max(2, (sections[0]?.level ?? 1) + 1));
}
