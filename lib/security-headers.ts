/** What every answer says to a browser, and what a page may load and run; docs/decisions.md tells why. */

/** No page of ours is framed or guessed at, an address that holds a token is told to nobody else, and few doors of a phone open. */
export const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  // Documents are photographed in the page; nothing else that a phone has is asked for, not even by what is embedded.
  "Permissions-Policy":
    "camera=(self), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), serial=(), browsing-topics=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  // Browsers keep to it only when it came over HTTPS, so it does no harm to a portal on somebody's own machine.
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
};

/** Where a page of ours finds its own nonce. */
export const nonceHeader = "x-nonce";

/** Of answers that are no pages: nothing in them is loaded or run, however they are opened. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Of what our own server answers before Next has a say: what next.config says of Next's own answers. */
export const doorHeaders = { "Cache-Control": "no-store", "Content-Security-Policy": dataPolicy, ...securityHeaders };

/** Of the build's scripts, which counts for those that run as workers: the decoder for HEIC is WebAssembly and fetches its own code. */
export const workerPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'";

/** Of what somebody uploaded: browsers draw pictures and PDFs with styles of their own, and nothing else happens in them. */
export const filePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/**
 * The Content-Security-Policy of a page. Only scripts and styles that carry its nonce run, and what those scripts load themselves.
 * Inline `style` attributes stay allowed: the partner's tones and the lengths of bars are numbers of ours, and an attribute cannot
 * load anything that `img-src` forbids.
 * @param nonce of this one answer, base64
 * @param styles digests of the styles that stand in the page, as a policy names them
 */
export function pagePolicy(nonce: string, styles: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    ["style-src 'self'", `'nonce-${nonce}'`, ...styles].join(" "),
    "style-src-attr 'unsafe-inline'",
    // blob: photos before they are sent, and documents that staff look at.
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // React and Next write scripts' addresses as plain strings; app/trusted-types says which ones pass.
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ].join("; ");
}
