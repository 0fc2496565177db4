import { compileGlob, matchesAny } from "../../core/glob.ts";
import { quote } from "../../core/quotation.ts";
import type { ArchiveReading, ArchiveRequest } from "../../pipeline/ports.ts";
import { readCiReport } from "../../read/reports/read-report.ts";
import { UnreadArchive } from "./unread-archive.ts";
import { unzip } from "./unzip.ts";

/** Reads the files of an archive that are wanted as reports: one at a time, so that no two of them are held unpacked. */
export async function readReportsIn(archive: Uint8Array, { files, format }: ArchiveRequest): Promise<ArchiveReading> {
  const globs = files.map(compileGlob);
  const reports: Extract<ArchiveReading, { state: "read" }>["reports"][number][] = [];
  try {
    for await (const { path, bytes } of unzip(archive, (name) => matchesAny(globs, name))) {
      const text = textOf(bytes);
      const reading = text === undefined ? undefined : readCiReport(text, format);
      const content =
        reading?.state === "read" ? { report: reading.report } : { unread: reading?.why ?? "it is not text in UTF-8" };
      reports.push({ path, content });
    }
  } catch (error) {
    if (error instanceof UnreadArchive) return { state: "unread", why: error.message };
    throw error;
  }
  if (reports.length === 0)
    return { state: "unread", why: `it has no file that ${files.map(quote).join(" or ")} matches` };
  return { state: "read", reports };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
