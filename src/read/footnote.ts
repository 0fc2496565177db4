import type MarkdownIt from "markdown-it";

type Rule = Parameters<InstanceType<typeof MarkdownIt>["block"]["ruler"]["before"]>[2];

/** As cmark-gfm has it: `[^name]:`, where the name has no white space. */
const opening = /\[\^[^\]\s]+\]:/y;

/**
 * Footnotes, `[^1]: words`, with what is indented by four below them. GitHub shows them at the end of the page, and not at all
 * where nothing refers to them; without this rule they would be paragraphs of the section in which they are written.
 */
export const footnote: Rule = (state, startLine, endLine, silent) => {
  const [mark = 0, shift = 0, columns = 0] = [
    state.bMarks[startLine],
    state.tShift[startLine],
    state.sCount[startLine],
  ];
  if (columns - state.blkIndent >= 4 || !state.src.startsWith("[^", mark + shift)) return false;
  opening.lastIndex = mark + shift;
  if (!opening.test(state.src)) return false;
  if (silent) return true;
  const after = opening.lastIndex;
  const rest = /[ \t]*/y;
  rest.lastIndex = after;
  const blank = rest.exec(state.src)?.[0].length ?? 0;
  state.push("footnote_open", "", 1);
  state.bMarks[startLine] = after;
  state.tShift[startLine] = blank;
  state.blkIndent += 4;
  state.sCount[startLine] = state.blkIndent + blank;
  state.md.block.tokenize(state, startLine, endLine);
  state.blkIndent -= 4;
  state.bMarks[startLine] = mark;
  state.tShift[startLine] = shift;
  state.sCount[startLine] = columns;
  state.push("footnote_close", "", -1);
  return true;
};
