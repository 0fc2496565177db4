import { createPrivateKey } from "node:crypto";
import * as z from "zod";
import { isLoopback } from "./adapters/web/loopback.ts";
import { UserError } from "./core/user-error.ts";

/** How much is logged, least first. */
export const logLevels = ["silent", "fatal", "error", "warn", "info", "debug", "trace"] as const;

/** What the server was told when it was started. */
export interface Environment {
  readonly appId: number;
  /** PEM, with real line ends. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly host: string;
  /** Without a slash at the end. */
  readonly githubApiUrl: string;
  readonly dataDir: string;
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string | undefined;
  readonly logLevel: (typeof logLevels)[number];
  readonly retentionDays: number;
  readonly concurrency: number;
  readonly reconcileMinutes: number;
}

/** What has to be known before there is an app: where its setup page runs, and what it may assume. */
export type SetupEnvironment = Pick<Environment, "port" | "host" | "githubApiUrl" | "publicUrl">;

/** An environment variable as people are told about it. */
export interface Variable {
  readonly name: string;
  /** What holds when it is not set; absent when nothing does. */
  readonly default?: string;
  readonly required?: true;
  readonly description: string;
}

/** Every variable the server reads, in the order of docs/reference/server.md, which a test compares with this. */
export const variables: readonly Variable[] = [
  { name: "APP_ID", required: true, description: "The number of the GitHub App" },
  {
    name: "PRIVATE_KEY",
    required: true,
    description: "The app's private key: PEM, PEM with `\\n` for its line ends, or base64 of PEM",
  },
  {
    name: "PRIVATE_KEY_PATH",
    description: "A file with the private key, instead of `PRIVATE_KEY`; `PRIVATE_KEY` wins when both are set",
  },
  { name: "WEBHOOK_SECRET", required: true, description: "The secret GitHub signs deliveries with" },
  { name: "PORT", default: "3000", description: "The port to listen on; 0 takes any that is free" },
  { name: "HOST", default: "127.0.0.1", description: "The address to listen on; 0.0.0.0 in a container" },
  {
    name: "GITHUB_API_URL",
    default: "https://api.github.com",
    description: "`https://HOST/api/v3` for GitHub Enterprise Server; plain http for loopback only",
  },
  { name: "DATA_DIR", default: "./data", description: "The directory of the embedded database" },
  { name: "DATABASE_URL", description: "Not available in this version: the server refuses to start with it" },
  { name: "QUEUE_URL", description: "Not available in this version: the server refuses to start with it" },
  { name: "PUBLIC_URL", description: "Where people and GitHub reach the server, for links" },
  { name: "LOG_LEVEL", default: "info", description: `How much is logged: ${logLevels.join(", ")}` },
  { name: "RETENTION_DAYS", default: "30", description: "Days that history and deliveries are kept, 1 to 3650" },
  { name: "CONCURRENCY", default: "50", description: "Jobs at a time, 1 to 1000" },
  {
    name: "RECONCILE_MINUTES",
    default: "15",
    description: "Minutes between two searches for missed deliveries and unjudged pull requests, 1 to 1440",
  },
];

const defaults = new Map(variables.map((variable) => [variable.name, variable.default]));

/** A number written in digits. */
function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

/** An address on the web, without a slash at its end. Its text is not repeated in messages: it may hold a password. */
function webAddress(allowed: (url: URL) => string | undefined) {
  return z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const trouble =
      url === undefined || !["http:", "https:"].includes(url.protocol)
        ? "must be a URL that begins with https://"
        : url.username + url.password + url.search + url.hash !== ""
          ? "must be a URL without user, password, query and fragment"
          : allowed(url);
    if (trouble === undefined) return text.replace(/\/+$/, "");
    context.addIssue({ code: "custom", message: trouble });
    return z.NEVER;
  });
}

const apiUrl = webAddress((url) =>
  url.protocol === "http:" && !isLoopback(url.hostname)
    ? "must begin with https://; plain http is for loopback only"
    : ["github.com", "www.github.com"].includes(url.hostname)
      ? "is the address of the website; the API of github.com is https://api.github.com"
      : undefined,
);

const unavailable = z.undefined("is not available in this version; leave it unset for the embedded SQLite");

const setupShape = {
  PORT: wholeNumber(0, 65_535),
  HOST: z.string().regex(/^[\w.:-]+$/, "must be a host name or an address"),
  GITHUB_API_URL: apiUrl,
  PUBLIC_URL: webAddress(() => undefined).optional(),
};

const shape = z.object({
  ...setupShape,
  APP_ID: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  PRIVATE_KEY: z.string().transform((text, context) => {
    const pem = rsaKey(text);
    if (pem !== undefined) return pem;
    context.addIssue({
      code: "custom",
      message: "is no RSA private key: give the .pem file GitHub made, as PEM or as base64 of it",
    });
    return z.NEVER;
  }),
  WEBHOOK_SECRET: z
    .string()
    .refine((text) => text !== "development", 'must not be "development": everybody could sign deliveries with that'),
  DATA_DIR: z.string(),
  DATABASE_URL: unavailable,
  QUEUE_URL: unavailable,
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`),
  RETENTION_DAYS: wholeNumber(1, 3_650),
  CONCURRENCY: wholeNumber(1, 1_000),
  RECONCILE_MINUTES: wholeNumber(1, 1_440),
});

/** The key as PEM with real line ends; undefined when it is none that GitHub Apps can sign with. */
function rsaKey(text: string): string | undefined {
  const plain = text.includes("-----BEGIN") ? text : Buffer.from(text, "base64").toString("utf8");
  const pem = `${plain.replaceAll("\\n", "\n").replaceAll("\r", "").trim()}\n`;
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa" ? pem : undefined;
  } catch {
    return undefined;
  }
}

/** Values with their defaults; what is empty is not set. Secrets keep their spaces. */
function present(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(
    variables.map(({ name }) => {
      const text = env[name];
      const value = text === undefined || text.trim() === "" ? defaults.get(name) : text;
      return [name, name === "WEBHOOK_SECRET" ? value : value?.trim()];
    }),
  );
}

function textOf(path: string, readFile: (path: string) => string): string | undefined {
  try {
    return readFile(path);
  } catch {
    return undefined;
  }
}

function refuse(problems: readonly string[]): never {
  throw new UserError(
    "environment",
    `the server cannot start: ${problems.join("; ")}`,
    "docs/reference/server.md describes every variable; docs/how-to/install-on-an-organisation.md how to get the first three.",
  );
}

/** One sentence for each variable that is wrong; those in `named` are named already. */
function sentences(error: z.ZodError, named: ReadonlySet<string>): readonly string[] {
  return error.issues
    .map((issue) => [String(issue.path[0]), issue.message] as const)
    .filter(([name]) => !named.has(name))
    .map(([name, message]) => `${name} ${message}`);
}

/**
 * Reads the variables of {@link variables}.
 *
 * @param readFile the text of a file; throws when there is none
 * @throws UserError naming everything that is missing or wrong, at once and without repeating a value
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Environment {
  const values = present(env);
  const keyFile = values["PRIVATE_KEY"] === undefined ? values["PRIVATE_KEY_PATH"] : undefined;
  const key = keyFile === undefined ? values["PRIVATE_KEY"] : textOf(keyFile, readFile);
  const { data, error } = shape.safeParse({ ...values, PRIVATE_KEY: key });
  if (data === undefined) {
    const isUnreadable = keyFile !== undefined && key === undefined;
    const missing = ["APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET"].filter(
      (name) => values[name] === undefined && (name !== "PRIVATE_KEY" || keyFile === undefined),
    );
    const names = missing.map((name) => (name === "PRIVATE_KEY" ? "PRIVATE_KEY (or PRIVATE_KEY_PATH)" : name));
    return refuse([
      ...(missing.length === 0 ? [] : [`${names.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`]),
      ...(isUnreadable ? ["PRIVATE_KEY_PATH names a file that cannot be read"] : []),
      ...sentences(error, new Set(isUnreadable ? [...missing, "PRIVATE_KEY"] : missing)),
    ]);
  }
  return {
    ...setup(data),
    appId: data.APP_ID,
    privateKey: data.PRIVATE_KEY,
    webhookSecret: data.WEBHOOK_SECRET,
    dataDir: data.DATA_DIR,
    logLevel: data.LOG_LEVEL,
    retentionDays: data.RETENTION_DAYS,
    concurrency: data.CONCURRENCY,
    reconcileMinutes: data.RECONCILE_MINUTES,
  };
}

/**
 * Reads what the setup page needs, before there are credentials.
 *
 * @throws UserError when something is wrong, or HOST is not loopback: the page hands out a private key
 */
export function readSetupEnvironment(env: Readonly<Record<string, string | undefined>>): SetupEnvironment {
  const { data, error } = z.object(setupShape).safeParse(present(env));
  if (data === undefined) return refuse(sentences(error, new Set()));
  if (!isLoopback(data.HOST)) return refuse(["HOST must be a loopback address for the setup page, such as 127.0.0.1"]);
  return setup(data);
}

function setup(data: z.infer<z.ZodObject<typeof setupShape>>): SetupEnvironment {
  return { port: data.PORT, host: data.HOST, githubApiUrl: data.GITHUB_API_URL, publicUrl: data.PUBLIC_URL };
}
