/** What must hold after every run, each broken one in a sentence that names ids only. */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import { listDrafts } from "@/db/queries/applications";
import type { StoredEntity } from "@/db/queries/kyb";
import { findSent } from "@/db/queries/submissions";
import { checkpointKey } from "@/lib/audit/checkpoint-signature";
import { verifyAudit } from "@/lib/audit/verify";
import { hashToken } from "@/lib/crypto/tokens";
import { stateOfStatus } from "@/lib/doku/status";
import { overallState } from "@/lib/domain/overall";
import { sectionsOf } from "@/lib/domain/sections";
import { storage } from "@/lib/storage/storage";
import type { BusinessRecord, EntityRecord } from "@/sandbox/store/records";
import { type AtDoku, control } from "./doku";
import { grouped, knownOf, storedEvents } from "./log-of-run";
import type { Merchant } from "./people";
import { type Checked, noteLooked, rowsOf } from "./run";

/** Every business at DOKU by the application whose callback address it has; more than one of one is a violation. */
export async function businessesOf(run: Checked): Promise<Map<string, AtDoku>> {
  const { businesses } = await control<{ businesses: AtDoku[] }>(run, "/businesses");
  const found = new Map<string, AtDoku>();
  for (const business of businesses) {
    const merchant = run.merchants.find(({ token }) => business.callbackUrl?.endsWith(`/${token}`));
    if (!merchant) run.violations.add(`${business.id} at DOKU belongs to no application`);
    else if (found.has(merchant.applicationId)) {
      run.violations.add(`${merchant.applicationId} is two businesses at DOKU, one of them ${business.id}`);
    } else found.set(merchant.applicationId, business);
  }
  noteLooked(run, "businesses", found.size);
  return found;
}

/** What was answered with 2xx is stored, once, and applied, once; what was forged is not. */
export async function checkEvents(run: Checked): Promise<void> {
  const { network } = run.stage;
  const events = await storedEvents(run);
  const applications = new Map(run.merchants.map(({ token, applicationId }) => [hashToken(token), applicationId]));
  const keyOf = (one: { applicationId?: string | undefined; requestId: string; digest: string }) =>
    `${one.applicationId} ${one.requestId} ${one.digest}`;
  const verified = grouped(
    events.filter((event) => event.verified),
    keyOf,
  );
  for (const { token, requestId, digest } of network.ledger.values()) {
    const stored = verified.get(keyOf({ applicationId: applications.get(hashToken(token)), requestId, digest }));
    if (stored?.length !== 1) {
      run.violations.add(`callback ${requestId} was acknowledged and is stored ${stored?.length ?? 0} times`);
    }
  }
  noteLooked(run, "acknowledged callbacks", network.ledger.size);
  for (const requestId of network.forgedTaken) run.violations.add(`callback ${requestId} was forged and taken`);
  const isForged = new Set(events.filter(({ verified }) => !verified).map(({ id }) => id));
  for (const { id, outcome } of events) {
    if (outcome === "received" || outcome === "failed") run.violations.add(`event ${id} is still ${outcome}`);
    if (isForged.has(id) && outcome !== "unverified")
      run.violations.add(`event ${id} was not DOKU's and is ${outcome}`);
  }
  const applied = events.filter(({ outcome, said }) => outcome === "applied" && said?.dokuTime);
  const twice = grouped(applied, ({ applicationId, said }) =>
    [applicationId, said?.type, said?.entityId, said?.dokuTime?.toISOString()].join(" "),
  );
  for (const [what, all] of twice) if (all.length > 1) run.violations.add(`applied ${all.length} times: ${what}`);
}

type Differ = (what: string) => void;

const wordsOf = (notes: readonly { message: string }[]) => notes.map(({ message }) => message).join("\n");

/** A part of the business here and at DOKU. No reading tells notes of the operational status, so only its state is compared. */
function compare(own: StoredEntity | undefined, { type, id, status, notes, attempt }: EntityRecord, differ: Differ) {
  const state = stateOfStatus(status);
  if (own?.state !== state) differ(`${type} ${id} is ${own?.state} here and ${state} at DOKU`);
  const areTold = state === "rejected" && type !== "BRAND.OPERATIONAL_STATUS";
  if (own && areTold && wordsOf(own.notes) !== wordsOf(notes)) differ(`${type} ${id} has other notes than at DOKU`);
  if (own && own.attempt !== attempt)
    differ(`${type} ${id} was sent ${own.attempt} times, DOKU took it ${attempt} times`);
}

const addressesSchema = z.object({ addresses: z.array(z.object({ name: z.string() })) });
const streetIn = (data: unknown) => addressesSchema.safeParse(data).data?.addresses[0]?.name;

/** One business each, known here by DOKU's id, and every part of it as it is there. */
export async function checkTruth(run: Checked, businesses: Map<string, AtDoku>): Promise<void> {
  for (const { applicationId } of run.merchants) {
    const text = "select state, overall, doku_business_id as business from applications where id = $1";
    type Row = { state: string; overall: string | null; business: string | null };
    const [row] = await rowsOf<Row>(run, text, [applicationId]);
    const business = businesses.get(applicationId);
    const differ = (what: string) => run.violations.add(`${applicationId}: ${what}`);
    if (row?.business !== (business?.id ?? null)) differ(`it is ${row?.business} here and ${business?.id} at DOKU`);
    if (!business) {
      differ(`it never came to DOKU, it is ${row?.state}`);
      continue;
    }
    const { entities } = await knownOf(run, applicationId);
    noteLooked(run, "entities compared with DOKU", business.entities.length);
    for (const part of business.entities) {
      const own = entities.find((one) => one.type === part.type && one.entityId === part.id);
      compare(own, part, differ);
    }
    const street = (await findSent(run.stage.database.db, applicationId))?.answers.address.street;
    const { data } = await control<Pick<BusinessRecord, "data">>(run, `/businesses/${business.id}`);
    if (streetIn(data) !== street) differ("DOKU has another address than what was sent last");
    if (entities.length > business.entities.length) differ("there are entities that DOKU does not have");
    const overall = overallState(sectionsOf(entities, {}));
    if (row?.overall !== overall) differ(`overall is ${row?.overall}, its sections say ${overall}`);
  }
}

/** Where each stood follows step by step, and each mail and each arrival was told once. */
export async function checkHistory(run: Checked): Promise<void> {
  const broken = await rowsOf<{ what: string }>(
    run,
    `with steps as (select application_id, position, standing, left_at,
        lag(standing) over w as before, lag(position) over w as earlier, lead(position) over w as later
      from standing_changes window w as (partition by application_id order by position))
    select application_id || ': standing ' || position || ' repeats the one before' as what from steps where standing = before
    union all select application_id || ': standing ' || position || ' has no one before' from steps where position <> coalesce(earlier, 0) + 1
    union all select application_id || ': standing ' || position || ' is open' from steps where (left_at is null) <> (later is null)
    union all select a.id || ': stands elsewhere than its history' from applications a join steps s on s.application_id = a.id and s.later is null where s.standing <> a.standing
    union all select application_id || ': ' || count(*) || ' mails of ' || occasion from mails group by application_id, receiver_id, occasion having count(*) > 1
    union all select application_id || ': registered ' || count(*) || ' times' from audit_log where action = 'application.registered' group by application_id having count(*) > 1
    union all select a.application_id || ': ' || a.arrived || ' corrections arrived and ' || s.done || ' are done' from
      (select application_id, count(*) as arrived from audit_log where action = 'correction.arrived' group by 1) a
      full join (select application_id, count(*) as done from submissions where kind = 'correction' and stage = 'done' group by 1) s using (application_id)
      where a.arrived is distinct from s.done`,
  );
  for (const { what } of broken) run.violations.add(what);
  const [steps] = await rowsOf<{ count: number }>(run, "select count(*)::int as count from standing_changes");
  noteLooked(run, "standings", steps?.count ?? 0);
  const { faultCount, faults } = await verifyAudit({ key: checkpointKey() });
  for (const { kind, ...where } of faults) run.violations.add(`the audit trail is ${kind} at ${JSON.stringify(where)}`);
  if (faultCount > faults.length) run.violations.add(`the audit trail has ${faultCount} faults`);
}

async function checkFiles(run: Checked, { applicationId, files }: Merchant): Promise<void> {
  const text = "select id, storage_key as key, bytes::int, removed_at as removed from files where application_id = $1";
  type Row = { id: string; key: string; bytes: number; removed: Date | null };
  const rows = await rowsOf<Row>(run, text, [applicationId]);
  for (const id of files) if (!rows.some((row) => row.id === id)) run.violations.add(`file ${id} was kept and is gone`);
  for (const { id, key, bytes, removed } of rows) {
    if (removed) continue;
    noteLooked(run, "files read", 1);
    const found = await storage()
      .get(key)
      .then(buffer)
      .catch(() => null);
    if (found?.length !== bytes)
      run.violations.add(`file ${id} has ${found?.length ?? "no"} bytes instead of ${bytes}`);
  }
}

const shortOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** What merchants and staff were told is saved is there. */
export async function checkPeople(run: Checked): Promise<void> {
  for (const merchant of run.merchants) {
    const { applicationId, saved } = merchant;
    const drafts = await listDrafts(run.stage.database.db, applicationId);
    const street = String(drafts.find(({ part }) => part === "address")?.values.street ?? "");
    noteLooked(run, "saved drafts", saved.street === null ? 0 : 1);
    if (saved.street !== null && ![saved.street, ...saved.unsure].includes(street)) {
      run.violations.add(`${applicationId}: draft ${shortOf(saved.street)} was saved, there is ${shortOf(street)}`);
    }
    await checkFiles(run, merchant);
  }
  const changes = await rowsOf<{ id: string; state: string }>(run, "select id, state from change_requests");
  for (const [id, decision] of run.decisions) {
    const state = changes.find((change) => change.id === id)?.state;
    const isSo =
      decision === "decline" ? state === "declined" : ["approved", "withdrawn", "sent"].includes(state ?? "");
    if (!isSo) run.violations.add(`change ${id}: ${decision} was answered as done, it is ${state}`);
  }
  for (const table of ["comments", "returns", "change_requests"] as const) {
    const done = grouped(
      run.deeds.filter((deed) => deed.table === table),
      ({ applicationId }) => applicationId,
    );
    for (const [applicationId, deeds] of done) {
      const text = `select count(*)::int as count from ${table} where application_id = $1`;
      const [row] = await rowsOf<{ count: number }>(run, text, [applicationId]);
      noteLooked(run, "deeds of staff", deeds.length);
      if ((row?.count ?? 0) < deeds.length) {
        run.violations.add(`${applicationId}: ${deeds.length} ${table} were answered as done, there are ${row?.count}`);
      }
    }
  }
}
