import { main, processIo } from "../src/cli.ts";

/** `npm run demo`: the same as `lockstep demo`, from the sources. */
const io = { ...processIo(), packageRoot: new URL("../", import.meta.url), demo: () => import("./demo.ts") };
process.exitCode = await main(["demo", ...process.argv.slice(2)], io);
