import { isPair, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import * as z from "zod";
import { webhookPath } from "../app.ts";

/** Something the app asks for, and why. */
export interface Asked {
  readonly name: string;
  /** Why, in half a sentence: the comment beside it. */
  readonly reason: string;
}

/** The manifest of the GitHub App, as app.yml says it. */
export interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly (Asked & { readonly access: "read" | "write" })[];
  readonly events: readonly Asked[];
}

const manifestSchema = z.strictObject({
  name: z.string().max(34),
  description: z.string(),
  url: z.url(),
  hook_attributes: z.strictObject({ url: z.url() }),
  public: z.literal(false),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()),
});

/**
 * Reads app.yml, with the comments beside permissions and events as their reasons.
 *
 * @throws ZodError or YAMLParseError when it is not such a file: it is part of Lockstep
 */
export function readManifest(text: string): Manifest {
  const document = parseDocument(text);
  for (const error of document.errors) throw error;
  const { name, description, default_permissions } = manifestSchema.parse(document.toJS());
  const map = document.contents as YAMLMap;
  const permissions = (map.get("default_permissions") as YAMLMap).items.flatMap((item) => {
    const key = isPair(item) && isScalar(item.key) ? String(item.key.value) : "";
    const access = default_permissions[key];
    return access === undefined ? [] : [{ name: key, access, reason: reasonOf(item.value) }];
  });
  const events = map.get("default_events");
  return {
    name,
    description,
    permissions,
    events: isSeq(events)
      ? events.items.map((item) => ({ name: isScalar(item) ? String(item.value) : "", reason: reasonOf(item) }))
      : [],
  };
}

function reasonOf(node: unknown): string {
  return isScalar(node) ? (node.comment ?? "").trim() : "";
}

/** Where the new app is to live. */
export interface AppAddress {
  /** Of the server that will receive deliveries, without a slash at the end. */
  readonly publicUrl: string;
  /** Where GitHub sends the browser when the app is made. */
  readonly redirectUrl: string;
}

/** The manifest as GitHub takes it, as JSON. */
export function manifestJson(manifest: Manifest, { publicUrl, redirectUrl }: AppAddress): string {
  return JSON.stringify({
    name: manifest.name,
    description: manifest.description,
    url: publicUrl,
    hook_attributes: { url: publicUrl + webhookPath, active: true },
    redirect_url: redirectUrl,
    public: false,
    default_permissions: Object.fromEntries(manifest.permissions.map(({ name, access }) => [name, access])),
    default_events: manifest.events.map(({ name }) => name),
  });
}
