import * as z from "zod";
import { layerSchema } from "../policy.ts";
import { demandBranches } from "./demand.ts";

/** The JSON Schema of a policy file, draft 2020-12, for editors. From the same source as the schema it is read with. */
export function policyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(layerSchema(demandBranches()), { io: "input" });
  return {
    ...schema,
    title: "Lockstep policy",
    description: "Which changes must bring which documents, tests and evidence along.",
  };
}
