/** Doors for machines: a fixed token of the settings in the Authorization header. */
import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether the request carries `Authorization: Bearer <token>`, compared in constant time whatever its length. */
export function carriesBearer(headers: { get(name: string): string | null }, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  return timingSafeEqual(digest(given), digest(token)) && token !== "";
}
