import { describe, expect, test } from "@jest/globals";
import { readReportsIn } from "../../../src/adapters/archive/read-reports.ts";
import { zipOf } from "../../fake/zip.ts";
import { hostileArchives } from "../../hostile-archives.ts";

const junit = '<testsuite><testcase name="adds"/></testsuite>';
const request = { files: ["**/junit*.xml"], format: undefined };

/** What is read, as `path: subject` or `path: why not`; or why nothing is. */
async function read(archive: Uint8Array, more: Partial<typeof request> = {}): Promise<readonly string[] | string> {
  const reading = await readReportsIn(archive, { ...request, ...more });
  if (reading.state === "unread") return reading.why;
  return reading.reports.map(({ path, content }) =>
    "unread" in content ? `${path}: ${content.unread}` : `${path}: ${content.report.subject}`,
  );
}

describe("an archive", () => {
  test("gives every file that is wanted, and nothing else", async () => {
    const archive = zipOf([
      { path: "junit.xml", content: junit },
      { path: "a/", content: "" },
      { path: "a/junit-2.xml", content: junit, mode: 0o100644 },
      { path: "a/other.xml", content: "not even XML" },
    ]);
    expect(await read(archive)).toEqual(["junit.xml: tests", "a/junit-2.xml: tests"]);
  });

  test("is read in the format that is asked for", async () => {
    const archive = zipOf([{ path: "junit.xml", content: "SF:src/a.ts\nDA:1,3\nend_of_record\n" }]);
    expect(await read(archive)).toEqual(["junit.xml: coverage"]);
    expect(await readReportsIn(archive, { ...request, format: "go" })).toMatchObject({
      reports: [{ content: { unread: expect.any(String) as unknown } }],
    });
  });

  test("is not spoilt by special files that nobody asks for, nor by large ones", async () => {
    const archive = zipOf([
      { path: "junit.xml", content: junit },
      { path: "link", content: "/etc/passwd", mode: 0o120777 },
      { path: "video.mp4", content: Buffer.alloc(40_000_000) },
    ]);
    expect(await read(archive)).toEqual(["junit.xml: tests"]);
  });

  test("that packs a report a thousand times smaller is an honest one", async () => {
    const content = `<testsuite>${'<testcase name="a"/>'.repeat(200_000)}</testsuite>`;
    const archive = zipOf([{ path: "junit.xml", content }]);
    expect(archive.length * 100).toBeLessThan(content.length);
    expect(await read(archive)).toEqual(["junit.xml: tests"]);
  });

  test("of 2,000 entries is read, and one of 2,001 is not", async () => {
    const files = Array.from({ length: 2_000 }, (_, at) => ({ path: `${at}.txt`, content: "" }));
    expect(await read(zipOf(files), { files: ["0.txt"] })).toEqual(["0.txt: it is empty"]);
    expect(await read(zipOf([...files, { path: "x", content: "" }]), { files: ["0.txt"] })).toContain("2000 entries");
  });

  test.each(["", "PK", "PK\u0005\u0006", `PK\u0005\u0006${"\0".repeat(18)}`, "x".repeat(100_000)])(
    "that is none (%#) is unread",
    async (text) => {
      expect(typeof (await read(Buffer.from(text)))).toBe("string");
    },
  );
});

describe("an archive that is hostile", () => {
  test.each(hostileArchives)("$name", async ({ archive, why }) => {
    const said = await read(archive());
    expect(typeof said === "string" ? said : said.join("\n")).toMatch(why);
  });
});
