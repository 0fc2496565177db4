import { resolve } from "node:path";
import { editText } from "../../adapters/files/files.ts";
import { subHeadings, subtree } from "../../core/document/scope.ts";
import { readyPackets } from "../../core/packets/skeleton.ts";
import { readMarkdown } from "../../read/markdown.ts";
import type { ExitStatus, Io } from "../io.ts";

const fields = ["Goal", "Files", "Verification", "Expected evidence"];

/** `lockstep new packet`: a work packet to fill in, below *Packets* of a file, or on the terminal. */
export async function runNewPacket(
  options: { readonly in?: string; readonly count: number },
  io: Io,
): Promise<ExitStatus> {
  const { in: file, count } = options;
  if (file === undefined) {
    io.stdout(`## Packets\n\n${readyPackets(fields, { from: 1, count, level: 3 })}\n`);
    return 0;
  }
  await editText(resolve(io.cwd, file), (text) => withPackets(text, count));
  io.stdout(`wrote ${count === 1 ? "a packet" : `${count} packets`} into ${file}\n`);
  return 0;
}

/** The text with further packets below *Packets*; with the heading where it is missing. */
function withPackets(text: string, count: number): string {
  const there = packetsIn(text);
  const packets = readyPackets(fields, { from: (there?.below ?? 0) + 1, count, level: (there?.level ?? 2) + 1 });
  const lines = text.split("\n");
  const at = there?.endLine ?? lines.length;
  const before = lines.slice(0, at).join("\n").trimEnd();
  const heading = there === undefined ? "## Packets\n\n" : "";
  const after = lines.slice(at).join("\n").trim();
  return `${[before, `${heading}${packets}`, after].filter((part) => part !== "").join("\n\n")}\n`;
}

/** The section *Packets*: its level, where it ends, and how many packets are in it; undefined when there is none. */
function packetsIn(text: string) {
  const outline = readMarkdown(text);
  const section = outline.sections.find(({ key }) => key === "packets");
  if (section === undefined) return undefined;
  const below = subHeadings({ outline, sections: [section] }).length;
  const endLine = subtree(outline, section).at(-1)?.endLine ?? section.endLine;
  return { level: section.level, below, endLine };
}
