import { isUtf8 } from "node:buffer";

// Git's paths are bytes, ours are strings. A byte that is no UTF-8 becomes a lone surrogate, U+DC00 + byte, as in Python's
// `surrogateescape`: valid UTF-8 never decodes to one, so two different names never become the same string, and the way back
// is exact.
const escapeStart = 0xdc00;
const loneSurrogate = /\p{Surrogate}/u;

/** The string for a path git printed. Different bytes give different strings. */
export function decodePath(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  let path = "";
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((size) => at + size <= bytes.length && isUtf8(bytes.subarray(at, at + size)));
    path +=
      length === undefined
        ? String.fromCharCode(escapeStart + (bytes[at] ?? 0))
        : bytes.toString("utf8", at, at + length);
    at += length ?? 1;
  }
  return path;
}

/** The bytes of a path; undefined when no name in git can decode to it. */
export function encodePath(path: string): Buffer | undefined {
  if (!loneSurrogate.test(path)) return Buffer.from(path, "utf8");
  const parts: Buffer[] = [];
  for (const character of path) {
    const code = character.charCodeAt(0);
    if (!loneSurrogate.test(character)) parts.push(Buffer.from(character, "utf8"));
    else if (code >= escapeStart + 0x80 && code <= escapeStart + 0xff) parts.push(Buffer.of(code - escapeStart));
    else return undefined;
  }
  const bytes = Buffer.concat(parts);
  return decodePath(bytes) === path ? bytes : undefined;
}
