import type { Decision } from "../core/decision.ts";
import type { readPolicy } from "../read/policy.ts";
import type { CodeHost } from "./host.ts";
import type { JobKey } from "./job.ts";
import type { Clock, FindSecrets } from "./ports.ts";
import type { Queue } from "./queue.ts";
import type { Judgement, Store } from "./store.ts";
import type { Turns } from "./turns.ts";

/** What working on a job stands on. */
export interface WorkPorts {
  readonly host: CodeHost;
  readonly store: Store;
  readonly queue: Queue;
  readonly clock: Clock;
  /** Texts of the built-in presets, by name. */
  readonly presets: ReadonlyMap<string, string>;
  readonly readPolicies: typeof readPolicy;
  readonly findSecrets: FindSecrets;
  readonly turns: Turns;
  /** Told of every judgement, and of how many writes it took. */
  readonly judged: (key: JobKey, judgement: Judgement, writes: number) => void;
  /** Told of every decision that people make. */
  readonly decided: (kind: Decision["kind"]) => void;
  /** Told what an operator should know. */
  readonly notice: (key: JobKey, message: string) => void;
}
