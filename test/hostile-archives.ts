import { type ZipFile, zipOf } from "./fake/zip.ts";

/** An archive that somebody made to do harm, and what is said of it. */
export interface HostileArchive {
  readonly name: string;
  readonly archive: () => Buffer;
  readonly why: RegExp;
}

const junit = '<testsuite><testcase name="adds"/></testsuite>';
const honest: ZipFile = { path: "junit.xml", content: junit };

/** A thousand million times "lol", were its entities expanded. */
function billionLaughs(): string {
  const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
  return `<!DOCTYPE testsuite [<!ENTITY l0 "lol">${entities.join("")}]><testsuite><testcase name="&l9;"/></testsuite>`;
}

/** Archives that must be refused, each for its own reason. */
export const hostileArchives: readonly HostileArchive[] = [
  {
    name: "a zip bomb with an honest header",
    archive: () => zipOf([{ path: "junit.xml", content: Buffer.alloc(300_000_000) }]),
    why: /larger than the \d+ bytes that are unpacked/,
  },
  {
    name: "a zip bomb whose header lies",
    archive: () => zipOf([{ path: "junit.xml", content: Buffer.alloc(300_000_000), claimedBytes: 1_000 }]),
    why: /too many bytes in the stream/,
  },
  {
    name: "a zip bomb of many files",
    archive: () =>
      zipOf(Array.from({ length: 5 }, (_, at) => ({ path: `${at}/junit.xml`, content: Buffer.alloc(30_000_000) }))),
    why: /its files together are larger/,
  },
  {
    name: "an archive of 20,000 entries",
    archive: () => zipOf(Array.from({ length: 20_000 }, (_, at) => ({ path: `${at}/junit.xml`, content: "" }))),
    why: /more than 2000 entries/,
  },
  {
    name: "a path that leads out",
    archive: () => zipOf([honest, { path: "../../etc/x", content: "root" }]),
    why: /invalid relative path/,
  },
  {
    name: "an absolute path",
    archive: () => zipOf([honest, { path: "/etc/x", content: "root" }]),
    why: /absolute path/,
  },
  {
    name: "a path of Windows",
    archive: () => zipOf([honest, { path: "..\\x", content: "root" }]),
    why: /invalid characters in fileName/,
  },
  {
    name: "a symbolic link",
    archive: () => zipOf([{ path: "junit.xml", content: "/etc/passwd", mode: 0o120777 }]),
    why: /a link or another special file/,
  },
  {
    name: "an encrypted file",
    archive: () => zipOf([{ ...honest, flags: 1 }]),
    why: /encrypted/,
  },
  {
    name: "a file that is damaged",
    archive: () => zipOf([{ ...honest, damaged: true }]),
    why: /damaged/,
  },
  {
    name: "a file that claims to be longer than it is",
    archive: () => zipOf([{ ...honest, claimedBytes: 1_000 }]),
    why: /not enough bytes in the stream/,
  },
  { name: "a text that is no archive", archive: () => Buffer.from(junit), why: /no zip archive/ },
  { name: "nothing at all", archive: () => Buffer.alloc(0), why: /no zip archive/ },
  {
    name: "an archive that was cut off",
    archive: () => zipOf([honest]).subarray(0, 60),
    why: /no zip archive/,
  },
  {
    name: "bytes that are no text",
    archive: () => zipOf([{ path: "junit.xml", content: Buffer.from("<testsuite>\xff\xfe", "latin1") }]),
    why: /not text in UTF-8/,
  },
  {
    name: "a billion laughs",
    archive: () => zipOf([{ path: "junit.xml", content: billionLaughs() }]),
    why: /DOCTYPE/,
  },
  {
    name: "an honest report beside one that was cut off",
    archive: () => zipOf([honest, { path: "more/junit.xml", content: junit.slice(0, 30) }]),
    why: /not well-formed XML/,
  },
];
