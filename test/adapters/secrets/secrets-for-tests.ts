/** Texts of the form of secrets, put together here so that no scanner stumbles over this repository. None was ever valid. */
const letters = (count: number) => "a1B2c3D4e5F6g7H8i9J0".repeat(Math.ceil(count / 20)).slice(0, count);
const of = (...parts: readonly string[]) => parts.join("");
const keyLine = (word: string, kind: string) => of("-----", word, ` ${kind}PRIVATE`, " KEY", "-----");

/** What an added line may hold, by the rule that finds it. */
export const secretTexts = {
  github: of("gh", "p_", letters(36)),
  gitlab: of("glp", "at-", letters(20)),
  npm: of("np", "m_", letters(36)),
  slack: of("xo", "xb-123456789012-123456789012-", letters(24)),
  basicauth: of("https", "://ada:", letters(12), "@example.com/"),
  "database-connection-string": of("postgres", "://ada:", letters(12), "@db.example.com/harbour"),
  aws: of("aws_secret_access", '_key = "', letters(40), '"'),
  "aws-access-key-id": of("AK", "IA", "Z2Y3X4W5".repeat(2)),
  stripe: of("sk_", "live_", letters(24)),
  jwt: of("ey", "J", letters(20), ".ey", "J", letters(30), ".", letters(43)),
  privatekey: of(keyLine("BEGIN", "RSA "), "\\n", letters(64)),
} as const;

/** A private key over several lines, complete. */
export const privateKeyLines = [keyLine("BEGIN", "EC "), letters(64), letters(64), keyLine("END", "EC ")];

/** What looks like one and is none. */
export const harmlessTexts = [
  of("AK", "IA", "IOSFODNN7EXAMPLE"),
  of("https", "://ada:$", "{PASSWORD}@example.com/"),
  keyLine("BEGIN", "RSA "),
  of('if (text.startsWith("', keyLine("BEGIN", ""), '")) return true;'),
  of("ey", "JhbGciOiJub25lIn0.not.a-token"),
  of("sk_", "live_", "short"),
  of("gh", "p_", "short"),
] as const;
