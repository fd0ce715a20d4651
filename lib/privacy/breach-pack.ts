/** For a breach: what was seen, taken out or reachable in a range, as files for those who must tell people and the authority. */
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { type Db, database } from "@/db/client";
import { listAccounts, listPeopleOf, listReachable, listTakenOut, type Range } from "@/db/queries/breach";
import { listSeenIn } from "@/db/queries/seen";
import { findStaffByEmailIndex } from "@/db/queries/sso";
import { emitStaffAudit } from "../audit/emit";
import { emailIndex } from "../crypto/tokens";
import { type CsvRow, csvStream } from "../csv/csv-stream";
import { mayDo, type StaffRole } from "../domain/permissions";
import { seenKinds } from "../domain/seeing";
import { type BreachFacts, breachSummary } from "./breach-summary";

const atOnce = 500;
const moment = (at: Date | null) => at?.toISOString() ?? null;

/** Reads a list portion by portion. */
async function* portions<T>(read: (portion: { offset: number; limit: number }) => Promise<T[]>): AsyncGenerator<T[]> {
  for (let offset = 0; ; offset += atOnce) {
    const rows = await read({ offset, limit: atOnce });
    yield rows;
    if (rows.length < atOnce) return;
  }
}

/** Only its owner may read what lies in here. */
async function writeCsv(folder: string, name: string, columns: readonly string[], rows: AsyncIterable<CsvRow[]>) {
  const content = Readable.fromWeb(csvStream(columns, rows) as NodeReadableStream<Uint8Array>);
  await pipeline(content, createWriteStream(join(folder, name), { mode: 0o600 }));
}

const seenColumns = ["application_id", "member_id", "kind", "action", "times", "first_at", "last_at"] as const;

/** Writes what was seen, and gathers what the summary counts. */
async function* seenRows(db: Db, range: Range, facts: BreachFacts): AsyncGenerator<CsvRow[]> {
  const kinds: Record<string, string> = seenKinds;
  for await (const rows of portions((portion) => listSeenIn(db, range, portion))) {
    for (const { applicationId, memberId, action } of rows) {
      if (applicationId) facts.merchants.add(applicationId);
      if (memberId) facts.members.add(memberId);
      facts.kinds.add(kinds[action] ?? action);
    }
    yield rows.map(({ applicationId, memberId, action, times, firstAt, lastAt }) => ({
      application_id: applicationId,
      member_id: memberId,
      kind: kinds[action] ?? action,
      action,
      times,
      first_at: moment(firstAt),
      last_at: moment(lastAt),
    }));
  }
}

/** What a role opens, from the table that decides it. */
function reachOf(role: StaffRole | null): string {
  if (mayDo(role, "credential.reveal")) return "names, masked numbers, numbers, files, exports, credentials";
  if (mayDo(role, "privacy.export")) return "names, masked numbers, numbers, files, exports";
  if (mayDo(role, "person.reveal")) return "names, masked numbers, numbers, files";
  return "names, masked numbers";
}

async function* accountRows(db: Db, range: Range): AsyncGenerator<CsvRow[]> {
  const accounts = await listAccounts(db, range);
  yield accounts.map(({ id, role, createdAt, disabledAt, lastSeenAt }) => ({
    member_id: id,
    role,
    could_see: reachOf(role),
    since: moment(createdAt),
    disabled_at: moment(disabledAt),
    last_session_at: moment(lastSeenAt),
  }));
}

async function* takenOutRows(db: Db, range: Range, facts: BreachFacts): AsyncGenerator<CsvRow[]> {
  const rows = await listTakenOut(db, range);
  facts.takenOut += rows.length;
  yield rows.map(({ at, memberId, action, detail }) => ({
    at: moment(at),
    member_id: memberId,
    action,
    detail: JSON.stringify(detail),
  }));
}

async function* reachableRows(
  db: Db,
  range: Range,
  facts: BreachFacts,
  told: Set<string> | null,
): AsyncGenerator<CsvRow[]> {
  for await (const rows of portions((portion) => listReachable(db, range, portion))) {
    facts.reachable += rows.length;
    for (const { id } of rows) told?.add(id);
    yield rows.map(({ id, standing, hasAnswers, files }) => ({
      application_id: id,
      state: standing,
      has_answers: hasAnswers,
      files_here: files,
    }));
  }
}

/** Names and addresses of whom to tell: the person that signs in, and the contacts that stand in the answers. */
async function* peopleRows(db: Db, applicationIds: readonly string[], facts: BreachFacts): AsyncGenerator<CsvRow[]> {
  for (let first = 0; first === 0 || first < applicationIds.length; first += atOnce) {
    const people = await listPeopleOf(db, applicationIds.slice(first, first + atOnce));
    const rows = people.flatMap(({ id, businessName, name, email, language, erasedAt, contacts }) => {
      const own = { application_id: id, business: businessName, language, erased: erasedAt !== null };
      const others = contacts.filter((contact) => contact.email !== email);
      return [
        { ...own, person: "account", name, email },
        ...others.map((contact) => ({ ...own, person: "contact", name: contact.name, email: contact.email })),
      ];
    });
    facts.people += rows.length;
    yield rows;
  }
}

/**
 * Who makes the pack, in their own chain: they may have the server alone, so it is their word, and the row is there for good.
 * @throws Error when nobody of the staff who may sign in has the address
 */
async function noteMade(db: Db, email: string, { from, to, memberId }: Range, isEverybody: boolean): Promise<void> {
  const member = await findStaffByEmailIndex(db, emailIndex(email));
  if (!member) throw new Error("nobody of the staff who may sign in has the address of --by");
  const actor = { kind: "staff", userId: member.id } as const;
  const detail = { from: from.toISOString(), until: to.toISOString(), ...(memberId ? { memberId } : {}), isEverybody };
  await db.transaction((tx) => emitStaffAudit(tx, { actor, action: "breach_pack.made", detail }));
}

/**
 * Writes the pack into a new folder. Only `people.csv` holds names and addresses; everything else holds ids. That it was made is
 * part of the audit trail before anything is read.
 * @throws when the folder exists: a pack is never mixed with another one; as `noteMade`
 */
export async function writeBreachPack({
  folder,
  by,
  range,
  partnerName,
  knownAt,
  isEverybody,
}: {
  folder: string;
  /** The address of the member of staff who makes it. */
  by: string;
  range: Range;
  partnerName: string;
  /** When the partner got to know of it: the law's 3x24 hours count from here. */
  knownAt: Date;
  /** All who were reachable are to be told, as after a leak of the whole, not only those of whom the trail names something. */
  isEverybody: boolean;
}): Promise<BreachFacts> {
  const { db } = await database();
  await mkdir(folder, { mode: 0o700 });
  await noteMade(db, by, range, isEverybody);
  const facts: BreachFacts = {
    merchants: new Set(),
    members: new Set(),
    kinds: new Set(),
    takenOut: 0,
    reachable: 0,
    people: 0,
  };
  const told = isEverybody ? new Set<string>() : null;
  await writeCsv(folder, "seen.csv", seenColumns, seenRows(db, range, facts));
  const accountColumns = ["member_id", "role", "could_see", "since", "disabled_at", "last_session_at"];
  await writeCsv(folder, "accounts.csv", accountColumns, accountRows(db, range));
  const takenColumns = ["at", "member_id", "action", "detail"];
  await writeCsv(folder, "taken-out.csv", takenColumns, takenOutRows(db, range, facts));
  const reachableColumns = ["application_id", "state", "has_answers", "files_here"];
  await writeCsv(folder, "reachable.csv", reachableColumns, reachableRows(db, range, facts, told));
  const peopleColumns = ["application_id", "business", "person", "name", "email", "language", "erased"];
  await writeCsv(folder, "people.csv", peopleColumns, peopleRows(db, [...(told ?? facts.merchants)], facts));
  const summary = breachSummary(facts, { range, partnerName, knownAt });
  await writeFile(join(folder, "SUMMARY.md"), summary, { mode: 0o600 });
  return facts;
}
