import type { JobRow } from "./job-row.ts";

/** From this many crashes on, a key is suspected and runs only while no other suspect does: whoever runs beside it shares its crashes. */
export const crashesOfSuspect = 2;

/** Room for jobs. */
export interface Room {
  /** Places that are free. */
  readonly free: number;
  /** Jobs running here, by installation. */
  readonly held: ReadonlyMap<number, number>;
  /** What one installation may hold while others have something due. */
  readonly share: number;
  /** True when a suspect may be taken. */
  readonly suspectAllowed: boolean;
}

/** The first rows that are due, by priority and time, without those of some installations, and with suspects or not. A row that was taken is not among them. */
export type LookAtDue = (passOver: readonly number[], suspects: boolean, limit: number) => readonly JobRow[];

/**
 * Takes rows until the places are filled or nothing is left: in order, but beyond its share an installation gets only what
 * no other wants. `take` answers false for a row that cannot be run.
 */
export function choose(room: Room, look: LookAtDue, take: (row: JobRow) => boolean): void {
  const held = new Map(room.held);
  let { free, suspectAllowed } = room;
  const isFull = (installation: number) => (held.get(installation) ?? 0) >= room.share;

  const round = (isShared: boolean): "more" | "over" => {
    const passOver = isShared ? [...held.keys()].filter(isFull) : [];
    let isOver = true;
    for (const row of look(passOver, suspectAllowed, free)) {
      const isSuspect = row.crashes >= crashesOfSuspect;
      if ((isSuspect && !suspectAllowed) || (isShared && isFull(row.installation))) {
        isOver = false; // what stood behind it has not been seen
        continue;
      }
      if (!take(row)) {
        isOver = false;
        continue;
      }
      free -= 1;
      suspectAllowed &&= !isSuspect;
      held.set(row.installation, (held.get(row.installation) ?? 0) + 1);
    }
    return isOver || free === 0 ? "over" : "more";
  };

  for (const isShared of [true, false]) while (free > 0 && round(isShared) === "more");
}
