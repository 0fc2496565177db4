/** Why a body was not read. */
export type BodyTrouble = "too-large" | "crowded" | "broken";

/** Bytes of bodies that are in memory before anybody has shown that they come from GitHub. */
interface Room {
  /** Most bytes of one body. */
  readonly body: number;
  /** Most bytes of all bodies that are being read. */
  readonly all: number;
}

/** Reads a body as it came. */
export type ReadBody = (request: Request) => Promise<Buffer | BodyTrouble>;

/**
 * A reader of bodies that counts what arrives, whatever was announced: too much of one is `too-large`, too much of all at
 * once `crowded`, one that ends early `broken`.
 */
export function createBodyReader(room: Room): ReadBody {
  let inMemory = 0;
  return async (request) => {
    if (request.body === null) return Buffer.alloc(0);
    const chunks: Uint8Array[] = [];
    let size = 0;
    const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    try {
      for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
        if (value === undefined) continue;
        size += value.byteLength;
        inMemory += value.byteLength;
        if (size > room.body) return "too-large";
        if (inMemory > room.all) return "crowded";
        chunks.push(value);
      }
      return Buffer.concat(chunks, size);
    } catch {
      return "broken";
    } finally {
      inMemory -= size;
      reader.releaseLock();
    }
  };
}
