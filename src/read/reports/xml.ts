import { SaxesParser } from "saxes";
import { maxXmlAttributes, maxXmlDepth } from "./limits.ts";
import { UnreadableReport, unreadable } from "./unreadable.ts";

/** An element that begins. */
export interface XmlElement {
  readonly name: string;
  /** Attributes have no prototype: any name can be asked for. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** What is done with the elements of a report, in the order of the text. */
export interface XmlVisitor<Result> {
  open(element: XmlElement): void;
  close(name: string): void;
  result(): Result;
}

/** Characters given to the parser at once. */
const chunkLength = 65_536;

/**
 * Walks through the elements of an XML text. `choose` sees the name of the first element and the DOCTYPE, if there is one,
 * and says who visits. Only the five entities of XML and character references mean anything; nothing is ever fetched.
 * What is not well-formed is unreadable.
 */
export function walkXml<Result>(
  text: string,
  choose: (root: string, doctype: string | undefined) => XmlVisitor<Result>,
): Result {
  const parser = new SaxesParser();
  let visitor: XmlVisitor<Result> | undefined;
  let doctype: string | undefined;
  let depth = 0;
  let attributes = 0;
  parser.on("error", ({ message }) => unreadable(`it is not well-formed XML: ${presentable(message)}`));
  parser.on("doctype", (found) => {
    doctype = found;
  });
  parser.on("opentagstart", () => {
    attributes = 0;
    depth += 1;
    if (depth > maxXmlDepth) unreadable(`its elements are nested more than ${maxXmlDepth} deep`);
  });
  parser.on("attribute", () => {
    attributes += 1;
    if (attributes > maxXmlAttributes) unreadable(`an element has more than ${maxXmlAttributes} attributes`);
  });
  parser.on("opentag", (tag) => {
    visitor ??= choose(tag.name, doctype);
    visitor.open(tag);
  });
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    visitor?.close(name);
  });
  for (let at = 0; at < text.length; at += chunkLength) parser.write(text.slice(at, at + chunkLength));
  parser.close();
  if (visitor === undefined) throw new UnreadableReport("it has no element");
  return visitor.result();
}

/** What the parser says of a text nobody vouches for: it repeats names of any length. */
function presentable(message: string): string {
  return message
    .slice(0, 200)
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .replace(/\.$/, "");
}

/** Refuses a DOCTYPE that declares entities. The formats that begin with one name an external file, which nobody reads. */
export function refuseEntities(doctype: string | undefined): void {
  if (doctype !== undefined && /<!ENTITY/i.test(doctype)) unreadable("its DOCTYPE declares entities");
}

/** A whole number of an attribute, at most 15 digits. */
export function wholeNumber(text: string | undefined, what: string): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) return unreadable(`it has ${what} that is no number`);
  return Number(text);
}
