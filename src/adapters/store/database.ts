import type { ColumnDataType, CompiledQuery, Kysely, RawBuilder } from "kysely";
import type { StoreSchema } from "./schema.ts";

/** A database of the store: what differs between one engine and another, and nothing more. */
export interface StoreDatabase {
  /** Builds queries, and runs single ones. Never open a transaction on it: see {@link StoreDatabase.atomically}. */
  readonly db: Kysely<StoreSchema>;
  /** The type of a column that numbers its rows by itself. */
  readonly serial: ColumnDataType | RawBuilder<unknown>;
  /** Runs all of the writes or none of them; resolves to how many rows each touched. */
  atomically(writes: readonly CompiledQuery[]): Promise<readonly number[]>;
  /** Runs work while nobody else can change the tables; undone when it rejects. For migrations. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}
