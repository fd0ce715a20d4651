/** No page of ours is framed or guessed at, an address that holds a token is told to nobody else, and few doors of a phone open. */
export const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  // Documents are photographed in the page; nothing else that a phone has is asked for, not even by what is embedded.
  "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
};
