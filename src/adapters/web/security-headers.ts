import type { MiddlewareHandler } from "hono";
import { NONCE, secureHeaders } from "hono/secure-headers";

/**
 * What a browser may do with our answers: nothing but show them, with styles that carry the nonce of the answer.
 *
 * @param formTargets where forms may be sent, besides nowhere
 */
export function securityHeaders(formTargets: readonly string[] = []): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: [NONCE],
      baseUri: ["'none'"],
      formAction: formTargets.length === 0 ? ["'none'"] : [...formTargets],
      frameAncestors: ["'none'"],
    },
    // Without any referrer a browser sends forms with the origin `null`, which the other side may refuse.
    referrerPolicy: formTargets.length === 0 ? "no-referrer" : "strict-origin",
    xFrameOptions: "DENY",
    // TLS ends at the proxy in front, and so does the promise of it.
    strictTransportSecurity: false,
  });
}
