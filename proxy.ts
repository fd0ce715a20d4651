import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { inlinedStyles } from "./lib/inlined-styles";
import { nonceHeader, pagePolicy } from "./lib/security-headers";

const isDevelopment = process.env.NODE_ENV === "development";

/** Gives each page a nonce of its own. Next reads it from the request's policy and puts it on the scripts and styles that it writes. */
export function proxy(request: NextRequest): NextResponse {
  // The development server's own parts run what no policy should let through.
  if (isDevelopment) return NextResponse.next();
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy(nonce, inlinedStyles());
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set(nonceHeader, nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

// Not the doors for data: Next would keep whole bodies in memory for us, and cut off long ones.
export const config = { matcher: ["/((?!api/|_next/|logo/).*)"] };
