import { codeBlock, inlineCode } from "./markdown-text.ts";
import { clip } from "./visible.ts";

/** What one command came to, as Markdown. */
export interface AnswerPart {
  /** The line as it was written. */
  readonly written: string;
  readonly text: string;
}

/** Most characters of an answer: GitHub takes 65,536. */
const limit = 60_000;

/** What an answer begins with, so that it is known which request it answers. The id is ours: it holds no foreign text. */
export function answerMarker(id: string): string {
  return `<!-- lockstep answer ${id.replaceAll(/[^\w./=-]/g, "")} -->`;
}

/** The id of the request that a comment of ours answers; undefined for another comment. */
export function answeredIn(body: string): string | undefined {
  return /^<!-- lockstep answer ([\w./=-]+) -->/.exec(body)?.[1];
}

/** The comment that answers the commands of one comment. Each is shown as code, so that no other bot carries it out. */
export function renderAnswer(id: string, url: string | undefined, parts: readonly AnswerPart[]): string {
  const source = url !== undefined && /^https?:\/\/[\w.:/#-]+$/.test(url) ? ` ([there](${url}))` : "";
  const sections = parts.map(({ written, text }, index) => {
    const line = clip(written, 300);
    const shown = line.includes("`") ? codeBlock(line) : inlineCode(line);
    return `${shown}${index === 0 ? source : ""}\n\n${text}`;
  });
  const body = `${answerMarker(id)}\n${sections.join("\n\n---\n\n")}\n`;
  return body.length <= limit
    ? body
    : `${answerMarker(id)}\nThe answer is too long for a comment. More: the check \`lockstep\`.\n`;
}
