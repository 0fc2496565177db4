import type Sqlite from "better-sqlite3";
import type { QueueDepth } from "../../pipeline/queue.ts";
import { crashesOfSuspect } from "./choice.ts";
import type { JobRow } from "./job-row.ts";

const columns = {
  key: "key",
  installation: "installation",
  priority: "priority",
  dueAt: "due_at",
  wishedAt: "wished_at",
  attempts: "attempts",
  crashes: "crashes",
  barredUntil: "barred_until",
  token: "token",
  leaseUntil: "lease_until",
  nextAt: "next_at",
  nextPriority: "next_priority",
  nextWishedAt: "next_wished_at",
  lastError: "last_error",
  deadAt: "dead_at",
} as const satisfies Record<keyof JobRow, string>;

const properties = Object.keys(columns) as (keyof JobRow)[];
const selected = properties.map((property) => `${columns[property]} as "${property}"`).join(", ");
const written = properties.map((property) => `@${property}`).join(", ");
const waits = "token is null and dead_at is null";
const isDue = `${waits} and priority = @priority and due_at <= @now and crashes < @crashes`;

/** The table of jobs and that of pauses, as prepared statements. Nothing here begins a transaction. */
export interface JobTable {
  row(key: string): JobRow | undefined;
  put(row: JobRow): void;
  remove(key: string): void;
  /** The first that are due, by priority and time. */
  due(now: number, passOver: readonly number[], suspects: boolean, limit: number): readonly JobRow[];
  /** Running, and their lease is over. */
  expired(now: number): readonly JobRow[];
  /** How many suspects run, in all processes. */
  runningSuspects(): number;
  /** False when the run has lost its lease. */
  renew(key: string, token: string, leaseUntil: number): boolean;
  /** Pauses an installation, or keeps a longer pause. */
  pause(installation: number, until: number, why: string): void;
  /** Installations that are paused. Forgets pauses that are over. */
  pausedInstallations(now: number): readonly number[];
  /** When the next that waits becomes due or a pause ends; undefined when nothing does. */
  nextTime(now: number): number | undefined;
  depth(now: number): QueueDepth;
  /** The last that died first. */
  dead(limit: number): readonly JobRow[];
  /** Forgets those that died before that time. */
  forgetDead(time: number): void;
}

/** Prepares the statements. */
export function jobTable(file: Sqlite.Database): JobTable {
  const one = file.prepare<[string], JobRow>(`select ${selected} from queue_job where key = ?`);
  const put = file.prepare<[JobRow]>(
    `insert or replace into queue_job (${Object.values(columns).join(", ")}) values (${written})`,
  );
  const remove = file.prepare<[string]>("delete from queue_job where key = ?");
  const due = dueRows(file);
  const expired = file.prepare<[number], JobRow>(
    `select ${selected} from queue_job where token is not null and lease_until <= ?`,
  );
  const suspects = file
    .prepare<[number], number>("select count(*) from queue_job where token is not null and crashes >= ?")
    .pluck();
  const renew = file.prepare<[number, string, string]>(
    "update queue_job set lease_until = ? where key = ? and token = ?",
  );
  const pause = file.prepare<[number, number, string]>(
    `insert into queue_pause (installation, until, why) values (?, ?, ?) on conflict (installation)
     do update set until = excluded.until, why = excluded.why where excluded.until > queue_pause.until`,
  );
  const unpause = file.prepare<[number]>("delete from queue_pause where until <= ?");
  const pauses = file.prepare<[], number>("select installation from queue_pause").pluck();
  const dueTimes = [0, 1, 2].map(
    (priority) => `select (select min(due_at) from queue_job where ${waits}
    and priority = ${priority} and due_at > @now) as at`,
  );
  const nextTime = file
    .prepare<[object], number | null>(
      `select min(at) from (${dueTimes.join(" union all ")} union all select min(until) from queue_pause where until > @now)`,
    )
    .pluck();
  const depth = file.prepare<
    [object],
    Readonly<Record<"all" | "waiting" | "running" | "dead" | "oldest", number | null>>
  >(
    `select (select count(*) from queue_job where ${waits}) as "all", count(*) as waiting, min(due_at) as oldest,
       (select count(*) from queue_job where token is not null) as running,
       (select count(*) from queue_job where dead_at is not null) as dead
     from queue_job where ${waits} and due_at <= @now
     and installation not in (select installation from queue_pause where until > @now)`,
  );
  const dead = file.prepare<[number], JobRow>(
    `select ${selected} from queue_job where dead_at is not null order by dead_at desc limit ?`,
  );
  const forgetDead = file.prepare<[number]>("delete from queue_job where dead_at < ?");

  return {
    row: (key) => one.get(key),
    put: (row) => void put.run(row),
    remove: (key) => void remove.run(key),
    due,
    expired: (now) => expired.all(now),
    runningSuspects: () => suspects.get(crashesOfSuspect) ?? 0,
    renew: (key, token, leaseUntil) => renew.run(leaseUntil, key, token).changes > 0,
    pause: (installation, until, why) => void pause.run(installation, until, why),
    pausedInstallations(now) {
      unpause.run(now);
      return pauses.all();
    },
    nextTime: (now) => nextTime.get({ now }) ?? undefined,
    depth(now) {
      const found = depth.get({ now });
      const waiting = found?.waiting ?? 0;
      return {
        waiting,
        delayed: (found?.all ?? 0) - waiting,
        running: found?.running ?? 0,
        dead: found?.dead ?? 0,
        oldestMs: now - (found?.oldest ?? now),
      };
    },
    dead: (limit) => dead.all(limit),
    forgetDead: (time) => void forgetDead.run(time),
  };
}

/** How far to read on, past installations that are passed over, before the others are looked at one by one. */
const readOn = 20;

function dueRows(file: Sqlite.Database): JobTable["due"] {
  const first = file.prepare<[object], JobRow>(
    `select ${selected} from queue_job where ${isDue} order by due_at limit @limit`,
  );
  const firstOfInstallation = file.prepare<[object], JobRow>(
    `select ${selected} from queue_job indexed by queue_job_installation
     where installation = @installation and ${isDue} order by due_at limit @limit`,
  );
  // Leaps from one installation to the next in the index, however many rows each has.
  const waiting = file
    .prepare<[], number>(
      `with recursive one (installation) as (
         select min(installation) from queue_job where ${waits} union all
         select (select min(installation) from queue_job where ${waits} and installation > one.installation)
         from one where one.installation is not null)
       select installation from one where installation is not null`,
    )
    .pluck();
  // One priority at a time: each is a seek in the index, and what is due later is never read.
  const byPriority = (limit: number, rows: (priority: number, limit: number) => readonly JobRow[]) => {
    const found: JobRow[] = [];
    for (let priority = 0; priority <= 2 && found.length < limit; priority += 1) {
      found.push(...rows(priority, limit - found.length));
    }
    return found;
  };

  return (now, passOver, suspects, limit) => {
    const crashes = suspects ? Number.MAX_SAFE_INTEGER : crashesOfSuspect;
    const window = limit + (passOver.length === 0 ? 0 : readOn);
    const front = byPriority(window, (priority, rest) => first.all({ now, priority, crashes, limit: rest }));
    const wanted = front.filter(({ installation }) => !passOver.includes(installation)).slice(0, limit);
    if (wanted.length === limit || front.length < window) return wanted;
    return waiting
      .all()
      .filter((installation) => !passOver.includes(installation))
      .flatMap((installation) =>
        byPriority(limit, (priority, rest) =>
          firstOfInstallation.all({ installation, now, priority, crashes, limit: rest }),
        ),
      )
      .sort((a, b) => a.priority - b.priority || a.dueAt - b.dueAt)
      .slice(0, limit);
  };
}
