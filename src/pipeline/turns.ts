/** Does one thing at a time for a key; things for different keys do not wait for each other. */
export type Turns = <Result>(key: string, action: () => Promise<Result>) => Promise<Result>;

/** Turns within this process. Whoever fails does not hold up the next. */
export function turnsByKey(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (key, action) => {
    const before = last.get(key);
    const mine = (before ?? Promise.resolve()).then(action, action);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
