const offset = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/** A short hash (FNV-1a, 64 bits) that tells texts apart; it protects nothing. */
export function fingerprint(parts: readonly string[]): string {
  let hash = offset;
  for (const unit of JSON.stringify(parts)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(unit.codePointAt(0) ?? 0)) * prime);
  }
  return hash.toString(16).padStart(16, "0");
}
