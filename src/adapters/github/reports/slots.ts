/** Does things at most so many at a time, in the order in which they were asked for. */
export type Slots = <Result>(action: () => Promise<Result>) => Promise<Result>;

/** So many slots. */
export function slotsOf(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (action) => {
    if (free > 0) free -= 1;
    else
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    try {
      return await action();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
