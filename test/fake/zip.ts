import { crc32, deflateRawSync } from "node:zlib";

/** A file of an archive, honest or not. */
export interface ZipFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** What the archive says of its size once unpacked; the truth where absent. */
  readonly claimedBytes?: number;
  /** Of Unix, such as 0o120777 for a symbolic link; none where absent. */
  readonly mode?: number;
  /** The bits of the entry, such as 1 for encryption. */
  readonly flags?: number;
  /** A checksum that is wrong. */
  readonly damaged?: boolean;
}

const utf8 = 0x0800;

/** A zip archive of these files, as APPNOTE 6.3 lays them out. */
export function zipOf(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { path, content, claimedBytes, mode = 0, flags = 0, damaged = false } of files) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(path);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(utf8 | flags, 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE((crc32(bytes) ^ (damaged ? 1 : 0)) >>> 0, 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(claimedBytes ?? bytes.length, 18);
    about.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), about, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    // Made by Unix, where the attributes hold a mode.
    central.push(Buffer.from("PK\x01\x02"), Buffer.from([20, 3]), about, tail, name);
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
