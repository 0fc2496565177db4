/**
 * The commands that talk to GitHub. Not part of the bundled command line: what they stand on takes half a second to load,
 * and `lockstep check` needs none of it.
 */
export { runAuditExport, runAuditVerify } from "./online/audit.ts";
export { runPr } from "./online/pr.ts";
export { runServe } from "./online/serve.ts";
export { runSetup } from "./online/setup.ts";
