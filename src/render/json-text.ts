const hidden = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function escapedUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/** JSON for machines that people look at too: what could act on a terminal is written as an escape, which means the same. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(hidden, escapedUnits)}\n`;
}
