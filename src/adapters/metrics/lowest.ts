/** Remaining requests of an installation, until they are counted anew. */
export interface Remaining {
  readonly installation: number;
  readonly resource: string;
  readonly remaining: number;
  /** Milliseconds since 1970. */
  readonly resetAt: number;
}

/** The newest readings, and the lowest of those that still hold. */
export interface Lowest {
  record(reading: Remaining): void;
  /** Resource to the least that any installation has left; without those nobody knows of. */
  byResource(): ReadonlyMap<string, number>;
}

/** Keeps a reading for each installation and resource until it has run out. */
export function createLowest(now: () => number): Lowest {
  const readings = new Map<string, Remaining>();
  return {
    record: (reading) => {
      readings.set(`${reading.installation} ${reading.resource}`, reading);
    },
    byResource: () => {
      const least = new Map<string, number>();
      for (const [key, { resource, remaining, resetAt }] of readings) {
        if (resetAt <= now()) readings.delete(key);
        else least.set(resource, Math.min(remaining, least.get(resource) ?? Number.POSITIVE_INFINITY));
      }
      return least;
    },
  };
}
