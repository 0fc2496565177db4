/** What stands behind the name of a command. */
export interface Arguments {
  /** Separated by space; what stands in quotes or backticks is one, without them. */
  readonly words: readonly string[];
  /** What stands behind ` -- `, as it was written; undefined when there is none. */
  readonly reason: string | undefined;
}

/** What is wrong with arguments, for a person. */
export interface ArgumentProblem {
  readonly problem: string;
}

const pairs: Readonly<Record<string, string>> = { '"': '"', "“": "”", "`": "`" };

/**
 * Takes arguments apart. A dash that a phone made of the two counts as two. Quotes may stand inside a word, so that
 * `Decision="roll back"` is one.
 */
export function readArguments(text: string): Arguments | ArgumentProblem {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    const closing = pairs[character];
    if (closing !== undefined) {
      const end = text.indexOf(closing, at + 1);
      if (end === -1) return { problem: `the quote that begins with ${text.slice(at, at + 20)} is not closed` };
      word = (word ?? "") + text.slice(at + 1, end);
      at = end + 1;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
    } else if (word === undefined && /^(?:--|[—–])(?:\s|$)/.test(text.slice(at, at + 3))) {
      return {
        words,
        reason: text
          .slice(at)
          .replace(/^(?:--|[—–])/, "")
          .trim(),
      };
    } else {
      word = (word ?? "") + character;
      at += 1;
    }
  }
  if (word !== undefined) words.push(word);
  return { words, reason: undefined };
}
