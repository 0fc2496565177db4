import { readPolicy } from "../read/policy.ts";

/** How many policies a remembering reader keeps: those of the repositories that are busy. */
const kept = 200;

/** Reads like `readPolicy`, and remembers: a server reads the same few policies over and over, some 10 ms each. */
export function rememberingPolicyReader(): typeof readPolicy {
  const readings = new Map<string, ReturnType<typeof readPolicy>>();
  return (sources, presets) => {
    const key = JSON.stringify(sources.map(({ name, owner, text }) => [name, owner, text]));
    const reading = readings.get(key) ?? readPolicy(sources, presets);
    readings.delete(key);
    readings.set(key, reading);
    for (const oldest of readings.keys()) {
      if (readings.size <= kept) break;
      readings.delete(oldest);
    }
    return reading;
  };
}
