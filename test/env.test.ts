import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { UserError } from "../src/core/user-error.ts";
import { readEnvironment, readSetupEnvironment, variables } from "../src/env.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const curve = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

const least = { APP_ID: "7", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: "s3cret of ours" };

const noFile = (): string => {
  throw new Error("ENOENT");
};

function read(env: Record<string, string | undefined>, readFile: (path: string) => string = noFile) {
  return readEnvironment(env, readFile);
}

function refusal(env: Record<string, string | undefined>): string {
  try {
    read(env);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  return "";
}

describe("the environment", () => {
  test("with the three that are required has defaults for the rest", () => {
    expect(read(least)).toEqual({
      appId: 7,
      privateKey,
      webhookSecret: "s3cret of ours",
      port: 3000,
      host: "127.0.0.1",
      githubApiUrl: "https://api.github.com",
      dataDir: "./data",
      publicUrl: undefined,
      logLevel: "info",
      retentionDays: 30,
      concurrency: 50,
      reconcileMinutes: 15,
    });
  });

  test("is taken as it is set", () => {
    const set = {
      PORT: "0",
      HOST: "0.0.0.0",
      GITHUB_API_URL: "https://ghes.example.com/api/v3/",
      PUBLIC_URL: "https://lockstep.example.com/",
      DATA_DIR: "/data",
      LOG_LEVEL: "debug",
      RETENTION_DAYS: "7",
      CONCURRENCY: "4",
      RECONCILE_MINUTES: "5",
    };
    expect(read({ ...least, ...set })).toMatchObject({
      port: 0,
      host: "0.0.0.0",
      githubApiUrl: "https://ghes.example.com/api/v3",
      publicUrl: "https://lockstep.example.com",
      dataDir: "/data",
      logLevel: "debug",
      retentionDays: 7,
      concurrency: 4,
      reconcileMinutes: 5,
    });
  });
});

describe("what is missing", () => {
  test("is named all at once, empty being missing", () => {
    const all = "APP_ID, PRIVATE_KEY (or PRIVATE_KEY_PATH), WEBHOOK_SECRET are missing";
    expect(refusal({})).toContain(all);
    expect(refusal({ APP_ID: "", PRIVATE_KEY: "  ", WEBHOOK_SECRET: "\t" })).toContain(all);
    expect(refusal({ ...least, WEBHOOK_SECRET: "" })).toContain("WEBHOOK_SECRET is missing");
  });

  test("is named beside what is wrong", () => {
    const message = refusal({ APP_ID: "seven", PORT: "99999" });
    for (const part of ["WEBHOOK_SECRET are missing", "APP_ID must be", "PORT must be"])
      expect(message).toContain(part);
  });
});

describe("a private key", () => {
  test.each([
    ["with \\n for its line ends", privateKey.replaceAll("\n", "\\n")],
    ["with line ends of Windows", privateKey.replaceAll("\n", "\r\n")],
    ["as base64", Buffer.from(privateKey).toString("base64")],
  ])("is taken %s", (_name, text) => {
    expect(read({ ...least, PRIVATE_KEY: text }).privateKey).toBe(privateKey);
  });

  test("is read from a file, unless it is given itself", () => {
    const files = (path: string) => (path === "/run/key.pem" ? privateKey : noFile());
    const env = { ...least, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "/run/key.pem" };
    expect(read(env, files).privateKey).toBe(privateKey);
    expect(read({ ...least, PRIVATE_KEY_PATH: "/run/other.pem" }).privateKey).toBe(privateKey);
  });

  test("in a file that cannot be read is one problem, not two", () => {
    expect(refusal({ ...least, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "/run/none.pem" })).toBe(
      "the server cannot start: PRIVATE_KEY_PATH names a file that cannot be read",
    );
  });

  test.each([
    ["words", "not a key at all"],
    ["a public key", publicKey],
    ["a key of another kind", curve.privateKey],
    ["a key that was cut", privateKey.slice(0, 400)],
  ])("that is %s is refused without being repeated", (_name, text) => {
    const message = refusal({ ...least, PRIVATE_KEY: text });
    expect(message).toContain("PRIVATE_KEY is no RSA private key");
    expect(message).not.toContain(text.slice(0, 60));
  });
});

describe("what is refused", () => {
  test.each<[string, Record<string, string>, string]>([
    ["the secret everybody knows", { WEBHOOK_SECRET: "development" }, "WEBHOOK_SECRET must not be"],
    ["a database of its own", { DATABASE_URL: "postgres://u:p@h/d" }, "DATABASE_URL is not available in this version"],
    ["a queue of its own", { QUEUE_URL: "redis://h" }, "QUEUE_URL is not available in this version"],
    ["plain http to another machine", { GITHUB_API_URL: "http://ghes.example.com/api/v3" }, "loopback only"],
    ["the website for the API", { GITHUB_API_URL: "https://github.com" }, "https://api.github.com"],
    ["another scheme", { GITHUB_API_URL: "file:///etc" }, "GITHUB_API_URL must be a URL"],
    ["a password in an address", { PUBLIC_URL: "https://u:hunter22@h" }, "without user, password"],
    ["a level nobody knows", { LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of"],
    ["a port beyond the last", { PORT: "65536" }, "from 0 to 65535"],
    ["a number with a sign", { CONCURRENCY: "-1" }, "from 1 to 1000"],
    ["no days at all", { RETENTION_DAYS: "0" }, "from 1 to 3650"],
  ])("is %s", (_name, set, sentence) => {
    const message = refusal({ ...least, ...set });
    expect(message).toContain(sentence);
    expect(message).not.toMatch(/hunter22|u:p/);
  });

  test("is not plain http to this machine", () => {
    for (const url of ["http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:1"])
      expect(read({ ...least, GITHUB_API_URL: url }).githubApiUrl).toBe(url);
  });
});

describe("the setup page", () => {
  test("needs no credentials", () => {
    expect(readSetupEnvironment({})).toEqual({
      port: 3000,
      host: "127.0.0.1",
      githubApiUrl: "https://api.github.com",
      publicUrl: undefined,
    });
  });

  test("is for this machine only", () => {
    expect(() => readSetupEnvironment({ HOST: "0.0.0.0" })).toThrow("loopback");
  });
});

describe("docs/reference/server.md", () => {
  const page = readFileSync(new URL("../docs/reference/server.md", import.meta.url), "utf8");
  test.each(variables)("says of $name what the code knows", (variable) => {
    const cell = variable.required ? "required" : variable.default === undefined ? "" : `\`${variable.default}\``;
    expect(page).toContain(`| \`${variable.name}\` | ${cell} | ${variable.description} |`);
  });

  test("names no other variable", () => {
    const named = [...page.matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map((match) => match[1]);
    expect(named).toEqual(variables.map(({ name }) => name));
  });
});
