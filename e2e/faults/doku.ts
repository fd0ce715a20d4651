/** DOKU during a run: changes of state that cause callbacks, and calls of ours that go wrong. */
import { setTimeout } from "node:timers/promises";
import type { BusinessRecord, EntityStatus } from "@/sandbox/store/records";
import type { Random } from "./random";
import { type Checked, type Run, repeat, rowsOf } from "./run";

export type AtDoku = Pick<BusinessRecord, "id" | "brandId" | "callbackUrl" | "entities">;

/** @throws Error with the sandbox's own words */
export async function control<T>({ stage }: Pick<Checked, "stage">, path: string, method = "GET", body?: unknown) {
  const headers = { "Content-Type": "application/json", Connection: "close" };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(`${stage.sandbox.url}/control${path}`, init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

const statuses: Record<EntityStatus, number> = { ACTIVE: 52, REJECTED: 28, UPDATING: 15, SUSPENDED: 3, INACTIVE: 2 };
const notes = ["Alamat tidak lengkap", "Nama berbeda", "Foto buram", "Data tidak sesuai", "Mohon diperbaiki"];
/** What merchants of a run can correct is changed more often. */
const correctable = ["BUSINESS_ADDRESS", "BUSINESS_BANK"];

type Parts = Map<string, { type: string; id: string; status: EntityStatus }[]>;

/** What a business consists of; asked anew now and then, because a correction may bring other parts. */
async function partsOf(run: Run, parts: Parts, businessId: string, isAnew: boolean) {
  const known = parts.get(businessId);
  if (known && !isAnew) return known;
  const { entities } = await control<AtDoku>(run, `/businesses/${businessId}`);
  parts.set(businessId, entities);
  return entities;
}

async function changeOne(run: Run, random: Random, parts: Parts, businessId: string): Promise<void> {
  const entities = await partsOf(run, parts, businessId, random.chance(0.1));
  // What a merchant can correct mostly stays refused until then.
  const isLeft = ({ type, status }: (typeof entities)[number]) => correctable.includes(type) && status === "REJECTED";
  const open = random.chance(0.9) ? entities.filter((one) => !isLeft(one)) : entities;
  const own = open.filter(({ type }) => correctable.includes(type));
  const entity = random.pick(random.chance(0.4) && own.length > 0 ? own : open);
  const { type, id: entityId } = entity;
  if (random.chance(0.06)) {
    const special = random.pick(["duplicate", "late", "out_of_order", "wrongly_signed", "unsigned"]);
    await control(run, `/businesses/${businessId}/special`, "POST", { type, entityId, special });
    return;
  }
  entity.status = random.weighed(statuses);
  const { status } = entity;
  const given = status === "REJECTED" ? [random.pick(notes)] : [];
  await control(run, `/businesses/${businessId}/status`, "POST", { type, entityId, status, notes: given });
}

/** As many changes as planned, spread over the run, of businesses that are registered by then. */
export async function changeStates(run: Run): Promise<void> {
  const random = run.random.fork("changes");
  const parts: Parts = new Map();
  let known: string[] = [];
  let lookedAt = 0;
  while (run.counts.changes < run.plan.events) {
    if (Date.now() - lookedAt > 1_500) {
      const rows = await rowsOf<{ id: string }>(
        run,
        "select doku_business_id as id from applications where doku_business_id is not null order by created_at",
      );
      known = rows.map(({ id }) => id);
      lookedAt = Date.now();
    }
    const due = run.progress() * run.plan.events;
    if (known.length === 0 || run.counts.changes >= due) {
      await setTimeout(50);
      continue;
    }
    await changeOne(run, random, parts, random.pick(known));
    run.counts.changes += 1;
  }
}

/**
 * DOKU lets those trade again that have something under way: it refuses corrections of a suspended brand, as if we were not
 * allowed to send them, and those are tried for hours that no run has.
 */
export async function liftSuspensions(run: Run): Promise<void> {
  const underWay = await rowsOf<{ id: string }>(
    run,
    "select distinct a.doku_business_id as id from applications a join submissions s on s.application_id = a.id where s.stage <> 'done' and a.doku_business_id is not null",
  );
  for (const { id } of underWay) {
    const { brandId, entities } = await control<AtDoku>(run, `/businesses/${id}`);
    const isSuspended = entities.some(({ type, status }) => type === "BRAND" && status === "SUSPENDED");
    if (!isSuspended) continue;
    const change = { type: "BRAND", entityId: brandId, status: "ACTIVE", notes: [] };
    await control(run, `/businesses/${id}/status`, "POST", change);
  }
}

const kinds = {
  unavailable: 14,
  broken: 8,
  tooMany: 10,
  hang_before: 10,
  hang_after: 14,
  close_before: 10,
  close_after: 16,
  slow: 8,
  malformed: 6,
  wrong_signature: 4,
  expired: 8,
  refused: 3,
} as const;
const endpoints = { register: 20, update: 24, upload: 18, get: 26, token: 12 } as const;
/** A token that DOKU no longer knows shows at the upload. */
const places = { expired: "upload", refused: "update" } as const;

function faultOf(random: Random) {
  const kind = random.weighed(kinds);
  const endpoint = random.weighed(endpoints);
  const remaining = random.int(1, 3);
  if (kind === "unavailable") return { endpoint, kind: "status", status: 503, remaining };
  if (kind === "broken") return { endpoint, kind: "status", status: 500, remaining };
  if (kind === "tooMany") return { endpoint, kind: "status", status: 429, retryAfterSec: random.int(1, 3), remaining };
  if (kind === "expired") return { endpoint: places.expired, kind: "status", status: 401, remaining: 1 };
  if (kind === "refused") return { endpoint: random.pick(["register", places.refused]), kind: "status", status: 422 };
  return { endpoint, kind, remaining, delayMs: random.int(200, 1_500) };
}

/** Calls to DOKU time out, are refused, are cut off before and after DOKU has carried them out. */
export async function makeTrouble(run: Run, everyMs: number): Promise<void> {
  const random = run.random.fork("faults");
  await repeat(run, random, everyMs, async () => {
    // With nobody registered there would be nothing to tell about.
    if (run.progress() < 0.15) return;
    const { faults } = await control<{ faults: unknown[] }>(run, "/faults");
    // More than these would be an outage, in which nothing happens.
    if (faults.length >= 2) {
      // Some wait for a call that nobody makes any more.
      if (random.chance(0.3)) await control(run, "/faults", "DELETE");
      return;
    }
    await control(run, "/faults", "POST", faultOf(random));
    run.counts.faults += 1;
  });
}
