import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertApplication, upsertRequirementSet } from "@/db/queries/applications";
import { findFileUnscoped, listFiles } from "@/db/queries/files";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken, newToken } from "@/lib/crypto/tokens";
import type { MerchantActor } from "@/lib/domain/actor";
import { type Piece, pieceHeader, pieceMethod, piecesOf, pieceText } from "@/lib/domain/upload-pieces";
import { env } from "@/lib/env";
import { forgetPieces, keepPiece } from "@/lib/files/pieces";
import { readBytes, storage } from "@/lib/storage/storage";
import { takeUpload } from "./incoming";

const slotId = "contact.primary.DOCUMENT.KTP";
/** Kept as it came, so that the bytes can be compared. */
const document = Buffer.concat([
  Buffer.from("%PDF-1.4\n%"),
  randomBytes(4_500_000).map((byte) => (byte % 26) + 97),
  randomBytes(4_500_000).map((byte) => (byte % 26) + 97),
  Buffer.from("\nstartxref\n9\n%%EOF\n"),
]);
let opened: Database;
let actor: MerchantActor;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(async () => {
  await closeTestDatabase();
  rmSync(env().dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  rmSync(incoming(), { recursive: true, force: true });
  mkdirSync(incoming(), { recursive: true });
  actor = await merchant();
});

async function merchant(): Promise<MerchantActor> {
  const { db } = opened;
  const email = `${randomUUID()}@example.test`;
  const userId = await insertPerson(db, { role: "merchant", email, emailIndex: emailIndex(email), name: "Uji" });
  const webhookToken = newToken();
  const webhookTokenHash = hashToken(webhookToken);
  const businessName = "Warung Uji";
  const applicationId = await insertApplication(db, { ownerId: userId, businessName, webhookToken, webhookTokenHash });
  const ktp = { place: "contact", category: "DOCUMENT", code: "KTP", name: "KTP" } as const;
  const requirements = [{ ...ktp, extensions: ["PDF"], maxBytes: 10_000_000, mandatory: true, forms: [] }];
  await upsertRequirementSet(db, applicationId, { kindKey: "k", requirements, previous: null, changedAt: null });
  return { kind: "merchant", userId, applicationId };
}

const url = `http://localhost:3000/api/uploads?slot=${slotId}`;
const bodyOf = ({ start, end }: Piece, from = document) => new Uint8Array(from.subarray(start, end));

function send(key: string, piece: Piece, from = document, who = actor): Promise<Response> {
  const headers = { "Idempotency-Key": key, [pieceHeader]: pieceText(piece) };
  return takeUpload(who, new Request(url, { method: pieceMethod, headers, body: bodyOf(piece, from) }));
}
const [first, second, last] = piecesOf(document.length) as [Piece, Piece, Piece];
const incoming = () => join(env().dataDir, "files", "incoming");
const waiting = () => readdirSync(incoming());
/** Who ends a piece too early did not mean the piece that it named; a connection that breaks fails by itself. */
const failed = { code: "refused", key: "file.failed" };

it("a large file arrives in pieces and is one file, once, also when the last answer is lost", async () => {
  const key = randomUUID();
  expect((await send(key, first)).status).toBe(202);
  expect((await send(key, second)).status).toBe(202);
  const stored = await send(key, last);
  expect(stored.status).toBe(200);
  const { id } = (await stored.json()) as { id: string };
  const file = await findFileUnscoped(opened.db, id);
  expect((await readBytes(storage(), file?.storageKey ?? "")).equals(document)).toBe(true);
  expect(waiting()).toEqual([]);
  // The browser begins anew and hears at once that it is there.
  expect(await (await send(key, first)).json()).toMatchObject({ id });
  expect(await listFiles(opened.db, actor.applicationId)).toHaveLength(1);
  expect(waiting()).toEqual([]);
});

it("a piece that is cut short or missing makes no file, and the browser hears from where to go on", async () => {
  const key = randomUUID();
  await expect(send(key, first, document.subarray(0, 3_000_000))).rejects.toMatchObject(failed);
  expect(await (await send(key, first)).json()).toEqual({ next: first.end });
  const early = await send(key, last);
  expect([early.status, await early.json()]).toEqual([202, { next: second.start }]);
  expect(await listFiles(opened.db, actor.applicationId)).toEqual([]);
  // What is there already need not come again.
  await send(key, second);
  expect((await send(key, last)).status).toBe(200);
  expect(waiting()).toEqual([]);
});

it("what storage could not take with the last piece needs that piece alone again; what is refused is forgotten", async () => {
  const key = randomUUID();
  for (const piece of [first, second]) await send(key, piece);
  const inTheWay = join(env().dataDir, "files", actor.applicationId);
  writeFileSync(inTheWay, "");
  await expect(send(key, last)).rejects.toMatchObject({ key: "storageFull" });
  rmSync(inTheWay);
  expect((await send(key, last)).status).toBe(200);
  const damaged = randomUUID();
  const zeros = Buffer.alloc(document.length);
  for (const piece of [first, second]) await send(damaged, piece, zeros);
  await expect(send(damaged, last, zeros)).rejects.toMatchObject({ code: "refused" });
  expect(waiting()).toEqual([]);
});

it("pieces of two merchants never meet, whatever key they use", async () => {
  const key = randomUUID();
  const other = await merchant();
  await send(key, first);
  await send(key, second, document, other);
  expect(await (await send(key, last, document, other)).json()).toEqual({ next: first.start });
  expect(await (await send(key, last)).json()).toEqual({ next: second.start });
});

it("a slot has room for one unfinished upload, and no file is made of the pieces of two", async () => {
  const keys = [randomUUID(), randomUUID(), randomUUID()] as const;
  for (const key of keys) await send(key, first);
  await send(keys[0], second);
  expect(waiting()).toHaveLength(2);
  expect(await (await send(keys[0], last)).json()).toEqual({ next: first.start });
  expect(await listFiles(opened.db, actor.applicationId)).toEqual([]);
  for (const piece of [first, second]) await send(keys[2], piece);
  expect((await send(keys[2], last)).status).toBe(200);
  expect(waiting()).toEqual([]);
});

it("a form that asks for ever other slots makes room for no more of them", async () => {
  const { applicationId } = actor;
  const scopes = Array.from({ length: 20 }, (_, place) => {
    return { applicationId, place, slotId: `contact.c${place}.DOCUMENT.KTP`, idempotencyKey: "k" };
  });
  async function* content() {
    yield bodyOf(last);
  }
  for (const scope of scopes) await keepPiece(scope, last, content());
  expect(waiting()).toHaveLength(16);
  for (const scope of scopes) await forgetPieces(scope, last.total);
  expect(waiting()).toEqual([]);
});

it("a piece is neither sent nor taken in the way of a whole file, which a version without pieces would make of it", async () => {
  const headers = { "Idempotency-Key": randomUUID() };
  const call = (method: string, extra: Record<string, string>) =>
    takeUpload(actor, new Request(url, { method, headers: { ...headers, ...extra }, body: bodyOf(first) }));
  await expect(call("PUT", { [pieceHeader]: pieceText(first) })).rejects.toMatchObject({ key: "file.failed" });
  await expect(call(pieceMethod, {})).rejects.toMatchObject({ key: "file.failed" });
  expect(pieceMethod).not.toBe("PUT");
  expect(await listFiles(opened.db, actor.applicationId)).toEqual([]);
});

it("what is too large is refused with its first piece, and a piece without a key or a place at once", async () => {
  const [start] = piecesOf(10_000_001) as [Piece];
  await expect(send(randomUUID(), start)).rejects.toMatchObject({ code: "too_large", key: "file.tooBig" });
  await expect(send("no key", first)).rejects.toMatchObject({ key: "file.failed" });
  await expect(send(randomUUID(), { ...first, start: 5 })).rejects.toMatchObject({ key: "file.failed" });
  expect(waiting()).toEqual([]);
});
