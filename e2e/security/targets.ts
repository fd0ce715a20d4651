/** What the addresses of the matrix name, so that a door that lets somebody in has something to show. */
import { setTimeout } from "node:timers/promises";
import { newToken } from "@/lib/crypto/tokens";
import { storeBatch } from "@/lib/desk/import-batch";
import { startReplay } from "@/lib/kyb/replay-events";
import { partner } from "@/lib/partner";
import { saveLogo } from "@/lib/settings/save-logo";
import { smallPng } from "../photos";
import type { Ask } from "./ask";
import type { Cast, Merchant, Person } from "./cast";
import type { Stage } from "./stage";

/** Files of invitations belong to whoever brought them. */
type Batches = Record<"manager" | "admin", string>;
export type Targets = { batches: Batches; eventId: string; replayId: string; logoId: string };

/** DOKU told of its verdicts; how soon a callback is here is its own matter. */
async function firstCallback({ executeSql }: Stage["database"]): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rows } = await executeSql("select id from webhook_events limit 1");
    const [first] = rows as { id: string }[];
    if (first) return first.id;
    await setTimeout(100);
  }
  throw new Error("No callback has arrived.");
}

export async function prepareTargets({ database }: Stage, cast: Cast): Promise<Targets> {
  const bytes = new TextEncoder().encode(
    "Nama,Email,Usaha\nPenyusup,penyusup@merchant.test,Toko Penyusup\nPenyusup,bukan alamat,Toko Penyusup\n",
  );
  const [manager, admin] = await Promise.all(
    [cast.staff.manager, cast.staff.admin].map(({ actor }) => storeBatch({ actor, input: { bytes } })),
  );
  const eventId = await firstCallback(database);
  await saveLogo({ actor: cast.staff.admin.actor, input: { content: (await smallPng()).buffer } });
  const logoId = (await partner()).logo?.key.split("/").at(-1) ?? "";
  const { replayId } = await startReplay({
    actor: cast.staff.manager.actor,
    input: { wish: { eventIds: [eventId] }, counted: 1 },
  });
  return { batches: { manager: manager?.batchId ?? "", admin: admin?.batchId ?? "" }, eventId, replayId, logoId };
}

/** Whom a page of the staff is opened on: somebody about whom there is something to see. */
const subjects: Record<string, (cast: Cast) => Merchant> = {
  "/desk/invitations/[applicationId]": ({ merchants }) => merchants.invited,
  "/desk/merchants/[applicationId]/correct": ({ merchants }) => merchants.refused,
  "/desk/merchants/[applicationId]/correct/[section]": ({ merchants }) => merchants.refused,
  "/desk/merchants/[applicationId]/credential": ({ merchants }) => merchants.live,
};

/** Whatever is asked here is nonsense where it would change something, so that a door that is reached does no harm. */
const asked: Record<string, Omit<Ask, "path"> & { query?: string }> = {
  "GET /api/corrections/[applicationId]": { query: "?section=bank" },
  "GET /api/drafts": { query: "?part=bank" },
  "GET /api/desk/merchants/[applicationId]/drafts": { query: "?part=bank" },
  "GET /desk/insight/export": { query: "?table=merchants" },
  "PUT /api/drafts": { init: { body: '{"part":"users"}' } },
  "PUT /api/desk/merchants/[applicationId]/drafts": { init: { body: '{"part":"users"}' } },
  "POST /desk/audit/export": { init: { body: new URLSearchParams({ from: "2026-01-01" }) } },
  "POST /invitation/accept": { init: { body: new URLSearchParams({ token: "x" }) } },
  "POST /sign-in/complete": { init: { body: new URLSearchParams({ token: "x" }) } },
};

/** The address of a door (as routes and pages are called in access.ts), on one's own things or on somebody else's. */
export function addressOf(
  door: string,
  visitor: Person | Merchant,
  isOwn: boolean,
  cast: Cast,
  targets: Targets,
): string {
  const isMerchant = "applicationId" in visitor;
  const subject = (isOwn && isMerchant ? visitor : subjects[door]?.(cast)) ?? cast.other;
  // A file that DOKU has refused may be taken back; the identity card may not.
  const file = door.startsWith("DELETE") ? subject.files.bank : subject.files.identity;
  const isAdmin = visitor.kind === "staff" && visitor.role === "admin";
  const names: Record<string, string> = {
    applicationId: subject.applicationId,
    id: door.endsWith("/logo/[id]") ? targets.logoId : (file ?? ""),
    fileId: file ?? "",
    section: "bank",
    part: "bank",
    batchId: targets.batches[isAdmin === isOwn ? "admin" : "manager"],
    eventId: targets.eventId,
    replayId: targets.replayId,
    token: newToken(),
  };
  return (door.split(" ").at(-1) ?? "").replace(/\[(\w+)\]/g, (_, name: string) => names[name] ?? `no-${name}`);
}

export function askOfRoute(door: string, address: string): Ask {
  const { query = "", init } = asked[door] ?? {};
  const method = door.split(" ")[0] ?? "GET";
  const body = method === "GET" || method === "DELETE" ? undefined : (init?.body ?? "x");
  return { path: `${address}${query}`, init: { ...init, method, ...(body === undefined ? {} : { body }) } };
}
