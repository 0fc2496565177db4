import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { ArchiveReading, ArchiveRequest } from "../../pipeline/ports.ts";
import { type HandedOver, takeOver } from "./handed-over.ts";
import { maxReadingMegabytes, maxReadingMs } from "./limits.ts";

// Node loads modules with the help of WebAssembly, in every thread. V8 frees such code for all threads at once, and has crashed
// the process (SIGSEGV in NativeModule::FreeCode, Node 24.21) where a thread used it while another one ended. There is little
// of it, so it may stay.
setFlagsFromString("--no-wasm-code-gc");

/** What one reading may take. */
export interface ReadingLimits {
  readonly milliseconds: number;
  /** Of objects, in MiB. */
  readonly megabytes: number;
}

const usualLimits: ReadingLimits = { milliseconds: maxReadingMs, megabytes: maxReadingMegabytes };

/** The thread's file has the ending of this one: TypeScript where it runs as it is, JavaScript where it was built. */
const threadFile = new URL(`./reading-thread${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

/**
 * Reads the reports of an archive in a thread of its own, which ends with it. Neither what takes long nor what takes much
 * memory holds up anything else: such an archive is unread. The bytes are handed over and gone from here.
 */
export function readArchiveInThread(
  archive: Uint8Array,
  request: ArchiveRequest,
  { milliseconds, megabytes }: ReadingLimits = usualLimits,
): Promise<ArchiveReading> {
  // A small buffer may be a part of one that others use, which cannot be handed over.
  const bytes = archive.byteLength === archive.buffer.byteLength ? archive : new Uint8Array(archive);
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadFile, {
      workerData: { archive: bytes, request },
      transferList: [bytes.buffer as ArrayBuffer],
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
      env: {},
      execArgv: [],
    });
    let timer: NodeJS.Timeout | undefined;
    const unread = (why: string) => {
      resolve({ state: "unread", why });
    };
    thread.once("online", () => {
      timer = setTimeout(() => {
        unread(`reading it takes longer than ${milliseconds} ms`);
        void thread.terminate();
      }, milliseconds);
    });
    // The thread then ends by itself.
    thread.once("message", (handed: HandedOver) => {
      resolve(takeOver(handed));
    });
    thread.once("error", (error: Error & { readonly code?: string }) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") unread(`reading it takes more than ${megabytes} MiB of memory`);
      else reject(error);
    });
    thread.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the thread that read an archive ended with ${code}`));
    });
  });
}
