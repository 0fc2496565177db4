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
      const reading = readCiReport(bytes, format);
      reports.push({
        path,
        content: reading.state === "read" ? { report: reading.report } : { unread: reading.why },
      });
    }
  } catch (error) {
    if (error instanceof UnreadArchive) return { state: "unread", why: error.message };
    throw error;
  }
  if (reports.length === 0)
    return { state: "unread", why: `it has no file that ${files.map(quote).join(" or ")} matches` };
  return { state: "read", reports };
}
