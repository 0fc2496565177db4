import { UnavailableError } from "../../../pipeline/trouble.ts";

/** Longest time for a download, in milliseconds. */
const timeoutMs = 30_000;

/** What came of a download: the bytes, or why there are none, as the end of a sentence. */
export type Download = { readonly bytes: Uint8Array } | { readonly unread: string };

/**
 * Downloads from an address that GitHub gave, without credentials: it is another server's, and who knows it may read. At
 * most that many bytes are taken, whatever is announced. Rejects with UnavailableError.
 */
export async function download(address: string, maxBytes: number): Promise<Download> {
  if (!isSafe(address)) throw new UnavailableError("GitHub names an address for an artifact that is not HTTPS");
  try {
    const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
    if (response.status === 404 || response.status === 410) return await given(response, "its content is gone");
    if (response.status !== 200) throw new UnavailableError(`the store of artifacts answered ${response.status}`);
    const tooLarge = `it has more than the ${maxBytes} bytes that are fetched`;
    if (Number(response.headers.get("content-length") ?? 0) > maxBytes) return await given(response, tooLarge);
    const chunks: Uint8Array[] = [];
    let length = 0;
    const body: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined;
    if (body === undefined) return { bytes: new Uint8Array() };
    for await (const chunk of body) {
      length += chunk.byteLength;
      // Leaving the loop cancels the rest.
      if (length > maxBytes) return { unread: tooLarge };
      chunks.push(chunk);
    }
    return { bytes: joined(chunks, length) };
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    throw new UnavailableError(`an artifact could not be fetched (${nameOf(error)})`);
  }
}

async function given(response: Response, unread: string): Promise<Download> {
  await response.body?.cancel();
  return { unread };
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** Plain HTTP never leaves the machine. */
function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname));
}

/** The text of an error may hold the address, which is a secret for a minute. */
function nameOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } };
  return cause?.code ?? name ?? "unknown";
}
