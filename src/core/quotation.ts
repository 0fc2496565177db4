const longest = 80;

/**
 * Text of a document or a pull request for a message: at most 80 characters of it, in backticks. It is data, so it must
 * not end the code span it stands in.
 */
export function quote(text: string): string {
  const plain = text
    .slice(0, 4 * longest)
    .replaceAll("`", "'")
    .replace(/\s+/g, " ")
    .trim();
  const letters = Array.from(plain);
  const short = letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : plain;
  return `\`${short}\``;
}
