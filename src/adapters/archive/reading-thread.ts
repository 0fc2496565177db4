import { parentPort, workerData } from "node:worker_threads";
import type { ArchiveRequest } from "../../pipeline/ports.ts";
import { readReportsIn } from "./read-reports.ts";

/** The thread that reads one archive and ends: `read-in-thread.ts` starts it. */
const { archive, request } = workerData as { readonly archive: Uint8Array; readonly request: ArchiveRequest };
parentPort?.postMessage(await readReportsIn(archive, request));
