import { parentPort, workerData } from "node:worker_threads";
import type { ArchiveRequest } from "../../pipeline/ports.ts";
import { buffersOf, handOver } from "./handed-over.ts";
import { readReportsIn } from "./read-reports.ts";

/** The thread that reads one archive and ends: `read-in-thread.ts` starts it. */
const { archive, request } = workerData as { readonly archive: Uint8Array; readonly request: ArchiveRequest };
const handed = handOver(await readReportsIn(archive, request));
parentPort?.postMessage(handed, buffersOf(handed));
