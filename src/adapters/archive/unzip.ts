import { crc32 } from "node:zlib";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { maxEntries, maxEntryBytes, maxUnpackedBytes } from "./limits.ts";
import { UnreadArchive } from "./unread-archive.ts";

/** A file of an archive. */
export interface UnpackedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Type of file in the mode of Unix, which the upper half of an entry's attributes holds. */
const fileType = { mask: 0o170000, regular: 0o100000 } as const;

/**
 * Unpacks the files whose paths are wanted, one at a time. All entries are looked at before anything is inflated: a path
 * that leads out of the archive spoils all of it, whoever wanted it.
 *
 * @throws UnreadArchive for what is no zip archive, leads out of it, is no plain file, or is beyond a limit
 */
export async function* unzip(archive: Uint8Array, isWanted: (path: string) => boolean): AsyncGenerator<UnpackedFile> {
  const zip = await opened(archive);
  const entries = (await listed(zip)).filter(({ fileName }) => !fileName.endsWith("/") && isWanted(fileName));
  for (const entry of entries) {
    assertPlain(entry);
    if (entry.uncompressedSize > maxEntryBytes) tooLarge(maxEntryBytes, "a file of it is");
  }
  const declared = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (declared > maxUnpackedBytes) tooLarge(maxUnpackedBytes, "its files together are");
  for (const entry of entries) yield { path: entry.fileName, bytes: await inflated(zip, entry) };
}

function tooLarge(limit: number, what: string): never {
  throw new UnreadArchive(`${what} larger than the ${limit} bytes that are unpacked`);
}

/** The library speaks by callbacks; what it says of the archive is the archive's fault. */
function opened(archive: Uint8Array): Promise<ZipFile> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const options = { lazyEntries: true, validateEntrySizes: true, strictFileNames: true, autoClose: false };
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, options, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(fault(error));
    });
  });
}

function listed(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > maxEntries) throw new UnreadArchive(`it has more than ${maxEntries} entries`);
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on("entry", (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on("end", () => {
      resolve(entries);
    });
    zip.on("error", (error: Error) => {
      reject(fault(error));
    });
    zip.readEntry();
  });
}

/** A link would be read as its target's path; a device as nothing that anybody wrote. Without a mode it is a plain file. */
function assertPlain({ externalFileAttributes, generalPurposeBitFlag }: Entry): void {
  const type = (externalFileAttributes >>> 16) & fileType.mask;
  if (type !== 0 && type !== fileType.regular)
    throw new UnreadArchive("a file of it is a link or another special file");
  if ((generalPurposeBitFlag & 1) !== 0) throw new UnreadArchive("a file of it is encrypted");
}

/** The library ends the stream as soon as it has more bytes than the entry declares, which are not too many. */
function inflated(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (failure, stream) => {
      if (failure !== null) {
        reject(fault(failure));
        return;
      }
      const bytes = Buffer.alloc(entry.uncompressedSize);
      let length = 0;
      stream.on("data", (chunk: Buffer) => {
        length += chunk.copy(bytes, length);
      });
      stream.on("error", (error) => {
        reject(fault(error));
      });
      stream.on("end", () => {
        if (crc32(bytes) === entry.crc32) resolve(bytes);
        else reject(new UnreadArchive("a file of it is damaged"));
      });
    });
  });
}

function fault(error: Error): UnreadArchive {
  const message = error.message.slice(0, 200).replace(/[\p{Cc}\p{Cf}]+/gu, " ");
  return new UnreadArchive(`it is no zip archive that can be read: ${message.replace(/\.$/, "")}`);
}
