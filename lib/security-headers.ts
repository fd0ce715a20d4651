/** No page of ours is framed or guessed at, and an address that holds a token is told to nobody else. */
export const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
};
