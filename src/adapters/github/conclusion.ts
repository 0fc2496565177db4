import type { Standing } from "../../core/plan.ts";

/** GitHub's conclusion for what a check says; undefined: not concluded. Fails closed: what is undecided blocks. */
export function conclusionOf(standing: Standing): "SUCCESS" | "FAILURE" | "NEUTRAL" | "ACTION_REQUIRED" | undefined {
  switch (standing) {
    case "met":
      return "SUCCESS";
    case "unmet":
      return "FAILURE";
    case "advisory":
      return "NEUTRAL";
    case "undecided":
      return "ACTION_REQUIRED";
    case "awaited":
      return undefined;
  }
}
