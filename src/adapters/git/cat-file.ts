import { Socket } from "node:net";
import { GitError } from "./git-error.ts";
import { failure, startError, startGit } from "./run.ts";

/** An object of the repository. */
export interface GitObject {
  readonly oid: string;
  readonly type: string;
  readonly bytes: number;
  /** Absent when it is larger than asked for. */
  readonly content?: Buffer;
}

/** A `git cat-file --batch` process: one question and one answer at a time, in order, for the price of one start. */
export interface ObjectReader {
  /** The object a name stands for, undefined when there is none; content up to a size. Throws a GitError when git ended. */
  read(name: string, maxBytes: number): Promise<GitObject | undefined>;
  /** Ends the process once everything asked is answered. */
  close(): Promise<void>;
}

interface Question {
  readonly maxBytes: number;
  readonly answer: (object: GitObject | undefined) => void;
  readonly fail: (error: Error) => void;
}

const foundHeader = /^(?<oid>[0-9a-f]{40,64}) (?<type>[a-z]+) (?<bytes>\d+)$/;

/** Starts the process. It does not keep the program alive while nothing is asked. */
export function startObjectReader(directory: string): ObjectReader {
  // Without --buffer, which answers only when its buffer is full. Sizes are not asked first: that needs a second process or
  // --batch-command (git 2.36); an answer that is too large is let through unread.
  const child = startGit(directory, ["cat-file", "--batch"]);
  const questions: Question[] = [];
  const answers = new AnswerReader(
    (object) => {
      questions.shift()?.answer(object);
      if (questions.length === 0) child.unref();
    },
    () => questions[0]?.maxBytes ?? 0,
  );
  let ended: Error | undefined;
  let stderr = "";
  const end = (error: Error) => {
    ended ??= error;
    for (const question of questions.splice(0)) question.fail(ended);
    child.unref();
  };
  const closed = new Promise<void>((resolve) => {
    child.on("close", () => {
      end(failure(directory, "cat-file", stderr));
      resolve();
    });
  });
  child.on("error", (error) => {
    end(startError(error));
  });
  child.stdin.on("error", () => {}); // it may be gone already; "close" tells
  child.stdout.on("data", (chunk: Buffer) => {
    try {
      answers.push(chunk);
    } catch (error) {
      child.stdout.removeAllListeners("data");
      child.kill();
      end(error as Error);
    }
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString("utf8")).slice(-4096);
  });
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();

  return {
    read(name, maxBytes) {
      if (ended !== undefined) return Promise.reject(ended);
      if (/[\n\0]/.test(name)) return Promise.resolve(undefined);
      return new Promise((answer, fail) => {
        child.ref();
        questions.push({ maxBytes, answer, fail });
        child.stdin.write(`${name}\n`);
      });
    },
    close() {
      if (ended === undefined) child.ref();
      ended ??= new Error("the repository was closed");
      child.stdin.end();
      return closed;
    },
  };
}

/** Cuts the output of cat-file into answers. */
class AnswerReader {
  readonly #answer: (object: GitObject | undefined) => void;
  readonly #maxBytes: () => number;
  #header = "";
  #object: Omit<GitObject, "content"> | undefined;
  #parts: Buffer[] = [];
  #left = 0;

  constructor(answer: (object: GitObject | undefined) => void, maxBytes: () => number) {
    this.#answer = answer;
    this.#maxBytes = maxBytes;
  }

  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#object === undefined) {
        const end = chunk.indexOf(0x0a, at);
        this.#header += chunk.toString("latin1", at, end === -1 ? chunk.length : end);
        if (end === -1) return;
        at = end + 1;
        this.#readHeader();
      } else {
        const part = chunk.subarray(at, at + this.#left);
        at += part.length;
        this.#readContent(this.#object, part);
      }
    }
  }

  #readHeader(): void {
    const header = this.#header;
    this.#header = "";
    const groups = foundHeader.exec(header)?.groups;
    if (groups !== undefined) {
      this.#object = { oid: groups["oid"] ?? "", type: groups["type"] ?? "", bytes: Number(groups["bytes"]) };
      this.#left = this.#object.bytes + 1; // and a line feed
    } else if (header.endsWith(" missing") || header.endsWith(" ambiguous")) {
      this.#answer(undefined);
    } else {
      throw new GitError("unexpected-output", "git cat-file printed an unknown answer");
    }
  }

  #readContent(object: Omit<GitObject, "content">, part: Buffer): void {
    const wanted = object.bytes <= this.#maxBytes();
    if (wanted) this.#parts.push(part);
    this.#left -= part.length;
    if (this.#left > 0) return;
    const parts = this.#parts;
    this.#object = undefined;
    this.#parts = [];
    this.#answer(wanted ? { ...object, content: Buffer.concat(parts).subarray(0, object.bytes) } : object);
  }
}
