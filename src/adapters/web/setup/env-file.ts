import { constants } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UserError } from "../../../core/user-error.ts";

/** A file of environment variables that is not there yet. */
export interface EnvFile {
  /** Absolute. */
  readonly path: string;
  /** Why it cannot be written; undefined when it can. */
  trouble(): Promise<string | undefined>;
  /**
   * Writes it, for the eyes of its owner only.
   *
   * @throws UserError when it is there, or a value cannot stand in such a file
   */
  write(variables: Readonly<Record<string, string>>): Promise<void>;
}

/** The file at a path. Never overwrites: what is there may be the only copy of a key. */
export function envFile(path: string): EnvFile {
  const absolute = resolve(path);
  return {
    path: absolute,
    trouble: async () => {
      if ((await stat(absolute).catch(() => undefined)) !== undefined) return `${absolute} is there already`;
      const isWritable = await access(dirname(absolute), constants.W_OK).then(
        () => true,
        () => false,
      );
      return isWritable ? undefined : `${dirname(absolute)} cannot be written to`;
    },
    write: async (variables) => {
      const text = linesOf(variables);
      const file = await open(absolute, "wx", 0o600).catch((error: unknown) => {
        const isThere = (error as NodeJS.ErrnoException).code === "EEXIST";
        throw new UserError("env-file", `${absolute} ${isThere ? "is there already" : "cannot be written"}`);
      });
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** Shells, Node, Docker and Compose read quotes and escapes each in their own way, so values must do without. */
function linesOf(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      if (!/^[\w.~+/=:,@[\]-]*$/.test(value))
        throw new UserError("env-file", `${name} cannot be written without quotes`);
      return `${name}=${value}\n`;
    })
    .join("");
}
