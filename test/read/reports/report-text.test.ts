import { describe, expect, test } from "@jest/globals";
import { readCiReport } from "../../../src/read/reports/read-report.ts";
import { beginningOf, piecesOf, wholeText } from "../../../src/read/reports/report-text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
/** More than one piece, with letters of several bytes, so that some end would fall into a letter. */
const long = Array.from({ length: 9_000 }, (_, at) => `SF:grüße/🚢${at}\nDA:1,${at}\nend_of_record\n`).join("");

describe("a report in pieces", () => {
  test("is the whole, line by line", () => {
    const pieces = [...piecesOf(bytes(long))];
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.join("")).toBe(long);
    expect(pieces.every((piece) => piece.endsWith("\n"))).toBe(true);
  });

  test("has a piece as long as its longest line", () => {
    const line = `SF:${"a".repeat(100_000)}`;
    expect([...piecesOf(bytes(`${line}\nx`))]).toEqual([`${line}\n`, "x"]);
  });

  test.each(["", "\n", "x", "x\n", "\n\nx"])("of %j loses nothing", (text) => {
    expect([...piecesOf(bytes(text))].join("")).toBe(text);
    expect(wholeText(bytes(text))).toBe(text);
  });

  test("begins behind the mark that some tools write, once", () => {
    expect([...piecesOf(bytes("\ufeffa\n\ufeffb"))]).toEqual(["a\n\ufeffb"]);
    expect([...piecesOf("\ufeffa")]).toEqual(["a"]);
    expect(beginningOf(bytes("\ufeffTN:"))).toBe("TN:");
    expect(wholeText(bytes("\ufeffa"))).toBe("a");
  });
});

describe("bytes and text", () => {
  test.each([
    long,
    "\ufeffSF:a.c\r\nDA:1,2\r\nend_of_record\r\n",
    "<testsuite><testcase name='grüße'/></testsuite>",
    '{"vulnerabilities": {}, "metadata": {}}',
    "mode: set\na.go:1.1,2.2 1 1\n",
    " \n\n",
    "",
    "prose",
  ])("read the same (%#)", (text) => {
    expect(readCiReport(bytes(text))).toEqual(readCiReport(text));
  });

  test.each(["SF:a.c\nDA:1,1\nend_of_record\n#", "<testsuite>", "{", "mode: set\n"])(
    "that are broken behind %j are no report",
    (text) => {
      const broken = new Uint8Array([...bytes(text), 0xff, 0xfe]);
      expect(readCiReport(broken)).toEqual({ state: "unreadable", why: "it is not text in UTF-8" });
    },
  );

  test("that are broken a megabyte later are no report either", () => {
    const broken = new Uint8Array([...bytes(long), 0xe2, 0x82]);
    expect(readCiReport(broken)).toMatchObject({ why: "it is not text in UTF-8" });
  });
});
