import * as z from "zod";
import { ownWords } from "../document/scope.ts";
import type { Outline } from "../document.ts";
import { isFaultless, strict } from "../schema.ts";

/** The schema of what a document must look like below its front matter. */
export const structureSchema = strict({
  "top-heading": z.boolean().optional().meta({ description: "It has a heading of the first level." }),
  sections: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: "It has at least so many sections with something in them, below the first level." }),
  "at-least-characters": z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .meta({ description: "A reader sees at least so many characters in it." }),
  "at-most-lines": z.int().min(1).optional().meta({ description: "It is no longer." }),
}).refine((structure) => Object.keys(structure).length > 0, {
  error: "top-heading, sections, at-least-characters or at-most-lines is needed",
  when: isFaultless,
});

/** What a document must look like below its front matter. */
export type Structure = z.output<typeof structureSchema>;

/** What a document lacks: a predicate for it, the line, and what to do. */
export interface StructureProblem {
  readonly predicate: string;
  readonly line: number;
  readonly remedy: string;
}

/** What a document lacks of a structure. */
export function structureProblems(
  {
    "top-heading": top = false,
    sections: least = 0,
    "at-least-characters": fewest = 0,
    "at-most-lines": most,
  }: Structure,
  outline: Outline,
): readonly StructureProblem[] {
  const { sections, lineCount } = outline;
  const problems: StructureProblem[] = [];
  if (top && !sections.some(({ level }) => level === 1)) {
    problems.push({
      predicate: "has no heading of the first level",
      line: 1,
      remedy: "Begin it with a line such as `# What this is about`.",
    });
  }
  const filled = sections.filter(
    ({ level, index, subtreeEnd }) =>
      level > 1 && sections.slice(index, subtreeEnd).some(({ blocks }) => blocks.length > 0),
  ).length;
  if (filled < least) {
    problems.push({
      predicate: `has ${filled === 0 ? "no" : filled} ${filled === 1 ? "section" : "sections"} with something in them, and needs ${least}`,
      line: Math.max(lineCount, 1),
      remedy: "Divide it into sections: headings such as `## Rules`, with text below each.",
    });
  }
  const characters = fewest === 0 ? 0 : charactersOf(outline);
  if (characters < fewest) {
    problems.push({
      predicate: `has ${characters} ${characters === 1 ? "character" : "characters"} of content, and needs ${fewest}`,
      line: Math.max(lineCount, 1),
      remedy: "Say more.",
    });
  }
  if (most !== undefined && lineCount > most) {
    problems.push({
      predicate: `has ${lineCount} lines, ${lineCount - most} more than the ${most} allowed`,
      line: most + 1,
      remedy: "Split it, or shorten it.",
    });
  }
  return problems;
}

/** Characters that a reader sees below the front matter: headings and words, each white space as one. */
function charactersOf({ sections }: Outline): number {
  const seen = sections.map((section) => `${section.title} ${ownWords(section)}`).join(" ");
  return Array.from(seen.replace(/\s+/g, " ").trim()).length;
}

/** A structure for a sentence: "a top heading, at least 1 section and at most 300 lines". */
export function describeStructure({
  "top-heading": top,
  sections,
  "at-least-characters": fewest,
  "at-most-lines": most,
}: Structure): string {
  const parts = [
    ...(top === true ? ["a top heading"] : []),
    ...(sections === undefined ? [] : [`at least ${sections} ${sections === 1 ? "section" : "sections"}`]),
    ...(fewest === undefined ? [] : [`at least ${fewest} ${fewest === 1 ? "character" : "characters"}`]),
    ...(most === undefined ? [] : [`at most ${most} lines`]),
  ];
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
