const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const narrow = /\p{M}|\u200c|\u200d/u;

/** How many columns of a terminal a text takes. */
export function columns(text: string): number {
  let count = 0;
  for (const character of text) count += wide.test(character) ? 2 : narrow.test(character) ? 0 : 1;
  return count;
}

/** Fills a text up with spaces. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}

/** The words of a sentence. What stands in backticks is one word, so that a path with spaces stays in one piece. */
export function words(sentence: string): readonly string[] {
  return sentence.match(/(?:`[^`]*`|\S)+/g) ?? [];
}

/** Puts words on lines of at most `width` columns. A word that is longer than a line gets its own and is not broken. */
export function wrap(all: readonly string[], width: number, indent: string, hanging = indent): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let length = 0;
  for (const word of all) {
    const size = columns(word);
    if (line !== "" && length + 1 + size > width) {
      lines.push(line);
      line = "";
    }
    if (line === "") {
      const start = lines.length === 0 ? indent : hanging;
      line = start + word;
      length = columns(start) + size;
    } else {
      line += ` ${word}`;
      length += 1 + size;
    }
  }
  return line === "" ? lines : [...lines, line];
}
