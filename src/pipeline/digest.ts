import { createHash } from "node:crypto";
import type { CheckPosting } from "../core/plan.ts";

/** A check with what identifies its text: the same text is not written twice. */
export function withDigest(text: Omit<CheckPosting, "digest">): CheckPosting {
  const { standing, title, summary } = text;
  const digest = createHash("sha256")
    .update(JSON.stringify([standing, title, summary]))
    .digest("hex")
    .slice(0, 32);
  return { ...text, digest };
}
