import { SaxesParser } from "saxes";
import { maxXmlAttributes, maxXmlDepth, maxXmlTagLength, maxXmlTextLength } from "./limits.ts";
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
 * Walks through the elements of an XML text. `choose` sees the name of the first element, and whether a DOCTYPE stands before
 * it, and says who visits. A DOCTYPE may name an external file, which nobody reads, and no entities: only the five entities of XML and character references mean anything; nothing is ever fetched.
 * What is not well-formed is unreadable.
 */
export function walkXml<Result>(
  text: string,
  choose: (root: string, hasDoctype: boolean) => XmlVisitor<Result>,
): Result {
  const parser = new SaxesParser();
  let visitor: XmlVisitor<Result> | undefined;
  let hasDoctype = false;
  let depth = 0;
  let attributes = 0;
  let tagBegan: number | undefined;
  let textBegan = 0;
  parser.on("error", ({ message }) => unreadable(`it is not well-formed XML: ${presentable(message)}`));
  parser.on("doctype", (doctype) => {
    hasDoctype = true;
    if (/<!ENTITY/i.test(doctype)) unreadable("its DOCTYPE declares entities");
  });
  parser.on("opentagstart", () => {
    attributes = 0;
    tagBegan = parser.position;
    depth += 1;
    if (depth > maxXmlDepth) unreadable(`its elements are nested more than ${maxXmlDepth} deep`);
  });
  parser.on("attribute", () => {
    attributes += 1;
    if (attributes > maxXmlAttributes) unreadable(`an element has more than ${maxXmlAttributes} attributes`);
  });
  parser.on("opentag", (tag) => {
    tagBegan = undefined;
    textBegan = parser.position;
    visitor ??= choose(tag.name, hasDoctype);
    visitor.open(tag);
  });
  parser.on("closetag", ({ name }) => {
    textBegan = parser.position;
    depth -= 1;
    visitor?.close(name);
  });
  for (let at = 0; at < text.length; at += chunkLength) {
    parser.write(text.slice(at, at + chunkLength));
    if (tagBegan !== undefined && parser.position - tagBegan > maxXmlTagLength)
      unreadable(`a tag has more than ${maxXmlTagLength} characters`);
    if (parser.position - textBegan > maxXmlTextLength)
      unreadable(`a text between two tags has more than ${maxXmlTextLength} characters`);
  }
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

/** A whole number of an attribute, at most 15 digits. */
export function wholeNumber(text: string | undefined, what: string): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) return unreadable(`it has ${what} that is no number`);
  return Number(text);
}
