import * as z from "zod";

/** A GitHub App that was just made. */
export interface NewApp {
  readonly id: number;
  readonly name: string;
  /** PEM. */
  readonly privateKey: string;
  /** Undefined when GitHub made the app without one. */
  readonly webhookSecret: string | undefined;
  /** Its page. */
  readonly url: string;
}

const answerSchema = z.object({
  id: z.int().positive(),
  name: z.string(),
  pem: z.string().startsWith("-----BEGIN"),
  webhook_secret: z
    .string()
    .regex(/^[\w.~+/=-]+$/)
    .nullish(),
  html_url: z.url({ protocol: /^https?$/ }),
});

/** True for a text that could be a code of GitHub's. */
export function isCode(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{1,128}$/.test(text);
}

/**
 * Has GitHub hand out what belongs to the app; a code is good for one time and one hour.
 *
 * @throws Error saying what GitHub answered, without the answer's content
 */
export async function convertCode(apiUrl: string, code: string, version: string): Promise<NewApp> {
  const response = await fetch(`${apiUrl}/app-manifests/${encodeURIComponent(code)}/conversions`, {
    method: "POST",
    headers: {
      accept: "application/vnd.github+json",
      "user-agent": `lockstep/${version}`,
      "x-github-api-version": "2022-11-28",
    },
    redirect: "error",
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`GitHub answered ${response.status}`);
  const { success, data } = answerSchema.safeParse(await response.json());
  if (!success) throw new Error("GitHub answered something else than an app");
  return {
    id: data.id,
    name: data.name,
    privateKey: data.pem,
    webhookSecret: data.webhook_secret ?? undefined,
    url: data.html_url,
  };
}
