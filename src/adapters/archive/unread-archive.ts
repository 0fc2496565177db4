/** Thrown where an archive cannot be read. The message ends a sentence: "it has more than 2000 entries". */
export class UnreadArchive extends Error {
  override readonly name = "UnreadArchive";
}
