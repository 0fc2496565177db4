import { headingKey } from "./document.ts";
import { textRead } from "./schema.ts";

/**
 * A place in a document: `document#Heading`, `document#Parent/Heading` (a suffix of the heading path), or a whole
 * `document`. The document is a short name the policy declares, a path, or `pull-request`: its description.
 */
export interface Address {
  readonly type: "address";
  /** As the policy writes it. */
  readonly written: string;
  /** The path of the document once the policy is resolved; before that, the name as written. */
  readonly document: string;
  /** Headings from the outside in, as written; empty for the whole document. */
  readonly headings: readonly string[];
}

/** The name under which a policy addresses the description of the pull request. */
export const pullRequestDocument = "pull-request";

/** Reads an address; throws an Error with a message for a person. A `/` inside a heading is written `\/`. */
export function parseAddress(written: string): Address {
  if (written.length > 512) throw new Error("an address may have at most 512 characters");
  const hash = written.indexOf("#");
  const document = (hash === -1 ? written : written.slice(0, hash)).trim();
  if (document === "") throw new Error("an address names a document: document#Heading");
  if (hash === -1) return { type: "address", written, document, headings: [] };
  const headings = written
    .slice(hash + 1)
    .split(/(?<!\\)\//)
    .map((heading) => heading.replaceAll("\\/", "/").trim());
  if (headings.some((heading) => headingKey(heading) === ""))
    throw new Error("a heading in an address must not be empty");
  return { type: "address", written, document, headings };
}

/** An address as a policy writes it. */
export const addressSchema = textRead(parseAddress).meta({
  description: "A place in a document: `document#Heading`, `document#Parent/Heading`, or a whole `document`.",
});

/** The address for a person: *Parent / Heading* of `path`, or `path`. */
export function describeAddress(address: Address): string {
  const document =
    address.document === pullRequestDocument ? "the description of the pull request" : `\`${address.document}\``;
  return address.headings.length === 0 ? document : `*${address.headings.join(" / ")}* of ${document}`;
}
