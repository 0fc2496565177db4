import { approve, unapprove } from "./approve.ts";
import { explain, recheck, status } from "./asking.ts";
import { attest } from "./attest.ts";
import type { Command } from "./command.ts";
import { evidence } from "./evidence.ts";
import { helpOf } from "./help.ts";
import { hold, unhold } from "./hold.ts";
import { unwaive, waive } from "./waive.ts";

/** Every command there is, in the order of the help. */
export const commands: readonly Command[] = [
  helpOf(() => commands),
  status,
  recheck,
  explain,
  waive,
  unwaive,
  attest,
  approve,
  unapprove,
  hold,
  unhold,
  evidence,
];
