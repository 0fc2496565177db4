import { quote } from "./quotation.ts";
import type { Finding } from "./requirement.ts";

/** The finding for a file that was text before the change and is none any more; `undone` is what could not be done. */
export function lostText(path: string, undone: string): Finding {
  return {
    message: `${quote(path)} ${undone}: it was text before the change and is none in UTF-8 any more.`,
    location: { path },
    remedy: "Save it as UTF-8, without NUL characters.",
  };
}
