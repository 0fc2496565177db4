import type { Store } from "../../pipeline/store.ts";
import { migrate } from "./migrations.ts";
import { sqlStore } from "./sql-store.ts";
import { openSqliteDatabase } from "./sqlite-database.ts";

/**
 * The store in a file of SQLite, which is made where it is missing and brought to the newest version; `:memory:` is a
 * store that ends with the process. Rejects with a UserError when the file cannot be used or is from a newer version.
 */
export async function openSqliteStore(path: string): Promise<Store> {
  const database = await openSqliteDatabase(path);
  try {
    await migrate(database);
  } catch (error) {
    await database.db.destroy();
    throw error;
  }
  return sqlStore(database);
}
