/** What stands in the parentheses of a mark. */
export interface Arguments {
  /** Without quotes, white space around and empty ones. */
  readonly items: readonly string[];
  /** What follows the closing parenthesis. */
  readonly rest: string;
}

/**
 * Reads what follows an opening parenthesis: items between commas or line ends, in quotes or not, all of them in brackets
 * or not. Takes further lines while the parenthesis is open; undefined when there are none left.
 */
export function readArguments(opening: string, nextLine: () => string | undefined): Arguments | undefined {
  const items: string[] = [];
  let item = "";
  let quote = "";
  let depth = 0;
  const finish = () => {
    items.push(item.trim());
    item = "";
  };
  for (let line: string | undefined = opening; line !== undefined; line = nextLine()) {
    for (const [index, letter] of Array.from(line).entries()) {
      if (letter === "\n") {
        // A quote does not go over lines: an item that is not closed is what it says.
        quote = "";
        finish();
      } else if (quote !== "") {
        if (letter === quote) quote = "";
        else item += letter;
      } else if ((letter === "'" || letter === '"') && beginsItem(item)) {
        quote = letter;
      } else if (letter === ")" && depth === 0) {
        finish();
        return { items: withoutBrackets(items).filter((each) => each !== ""), rest: restOf(line, index) };
      } else if (letter === ",") {
        finish();
      } else {
        if (letter === "(") depth++;
        if (letter === ")") depth--;
        item += letter;
      }
    }
    quote = "";
    finish();
  }
  return undefined;
}

function restOf(line: string, index: number): string {
  return Array.from(line)
    .slice(index + 1)
    .join("")
    .trim();
}

/** Whether nothing of an item is there yet. */
function beginsItem(item: string): boolean {
  return item.length < 10 && ["", "["].includes(item.trim());
}

/** `[a, b]` is the list a, b; `[slug]/a, b` begins with a directory of that name. */
function withoutBrackets(items: readonly string[]): readonly string[] {
  const first = items.findIndex((item) => item !== "");
  const last = items.findLastIndex((item) => item !== "");
  if (items[first]?.startsWith("[") !== true || items[last]?.endsWith("]") !== true) return items;
  return items
    .with(first, items[first].slice(1).trim())
    .map((item, index) => (index === last ? item.slice(0, -1).trim() : item));
}
