import { createHmac, timingSafeEqual } from "node:crypto";

const form = /^sha256=[0-9a-f]{64}$/;

/** True for a text that could be a signature of GitHub's. */
export function isSignature(text: string | undefined): text is string {
  return text !== undefined && form.test(text);
}

/** How GitHub signs a body: `sha256=` and the HMAC of its bytes in hex. */
export function sign(secret: string, body: Uint8Array): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/**
 * True when the signature was made with the secret over exactly these bytes. How long a refusal takes says nothing about
 * where the two differ.
 */
export function isSignedBy(secret: string, body: Uint8Array, signature: string): boolean {
  // Without a secret everybody could sign.
  if (secret === "" || !isSignature(signature)) return false;
  return timingSafeEqual(Buffer.from(sign(secret, body)), Buffer.from(signature));
}
