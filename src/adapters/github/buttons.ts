import type { CheckPosting } from "../../core/plan.ts";

/** Buttons of a check, as GitHub calls them; their commands come back in `requested_action`. */
export function actionsOf({ buttons = [] }: Pick<CheckPosting, "buttons">) {
  if (buttons.length === 0) return {};
  return { actions: buttons.map(({ label, description, command }) => ({ label, description, identifier: command })) };
}
