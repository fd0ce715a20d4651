/**
 * Encryption of files as a stream: a header, then records of 64 kB, each AES-256-GCM on its own, so that nothing
 * unchecked is ever handed out and memory stays flat. The last record says so, which shows truncation.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { adoptedKey, type DataKey, keyIdLength, openingKey, sealingKey } from "../crypto/keys";

const magic = Buffer.from("SMBF");
/** The first kind names no key: it lies under the adopted one, and versions before data keys can read it. */
const versions = { adopted: 1, named: 2 };
const saltBytes = 32;
const tagBytes = 16;
const idBytes = keyIdLength;
const idAt = magic.length + 1;
/** Of a file that names its key. */
export const headerBytes = idAt + idBytes + saltBytes;
export const recordBytes = 64 * 1024;
/** A record as it lies on disk. */
export const sealedRecordBytes = recordBytes + tagBytes;

/** Enough of a file's beginning to say where its header ends. */
const headerEnd = (start: Buffer) => (start[magic.length] === versions.adopted ? headerBytes - idBytes : headerBytes);

function newHeader(key: DataKey): Buffer {
  const salt = randomBytes(saltBytes);
  if (key.isAdopted) return Buffer.concat([magic, Buffer.of(versions.adopted), salt]);
  return Buffer.concat([magic, Buffer.of(versions.named), Buffer.from(key.id), salt]);
}

/**
 * The data key under which a file lies that begins like this.
 * @throws Error when it is none of ours, of a later version, or under a key that is not known
 */
export function keyOfFile(start: Buffer): DataKey {
  if (start.length < headerEnd(start) || !start.subarray(0, magic.length).equals(magic)) {
    throw new Error("A stored file does not start as one of ours");
  }
  const version = start[magic.length];
  if (version !== versions.adopted && version !== versions.named) {
    throw new Error("A stored file has a version that this release cannot read");
  }
  const id = start.subarray(idAt, idAt + idBytes).toString("latin1");
  const key = version === versions.adopted ? adoptedKey("files") : openingKey("files", id);
  if (!key) throw new Error("A stored file was encrypted with a key that is not among the data keys");
  return key;
}

/** A key for this file alone, bound to its name: content moved to another name does not open. */
function ownKey({ key }: DataKey, header: Buffer, name: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, header.subarray(-saltBytes), `file v1\n${name}`, 32));
}

/** The key is used for one file only, so the record's number is a nonce that never repeats. */
function nonceOf(record: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(record), 4);
  return nonce;
}

const extraOf = (header: Buffer, isLast: boolean) => Buffer.concat([header, Buffer.of(isLast ? 1 : 0)]);

/** Regroups chunks of any size into full records and a last one, which may be short or empty. */
async function* recordsOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<{ plain: Buffer; isLast: boolean }> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of source) {
    held.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    heldBytes += chunk.byteLength;
    if (heldBytes <= recordBytes) continue;
    let joined = Buffer.concat(held);
    for (; joined.length > recordBytes; joined = joined.subarray(recordBytes)) {
      yield { plain: joined.subarray(0, recordBytes), isLast: false };
    }
    held = [joined];
    heldBytes = joined.length;
  }
  yield { plain: Buffer.concat(held), isLast: true };
}

/** The encrypted form of the source, piece by piece. */
export async function* sealStream(source: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Buffer> {
  const sealing = sealingKey("files");
  const header = newHeader(sealing);
  const key = ownKey(sealing, header, name);
  yield header;
  let record = 0;
  for await (const { plain, isLast } of recordsOf(source)) {
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(record++)).setAAD(extraOf(header, isLast));
    yield Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Opens records of one file in order. Throws when the header or a record is not what `sealStream` made for the name. */
function recordOpener(header: Buffer, name: string) {
  const key = ownKey(keyOfFile(header), header, name);
  let record = 0;
  return (sealed: Buffer, isLast: boolean): Buffer => {
    if (sealed.length < tagBytes) throw new Error("A stored file is cut short");
    const body = sealed.length - tagBytes;
    const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(record++), { authTagLength: tagBytes })
      .setAAD(extraOf(header, isLast))
      .setAuthTag(sealed.subarray(body));
    return Buffer.concat([decipher.update(sealed.subarray(0, body)), decipher.final()]);
  };
}

/**
 * The plain content of sealed bytes, however they are cut. A record is the last one when nothing follows, so what was
 * cut off between two records does not open either.
 * @throws Error as `recordOpener`; whatever the source throws
 */
export async function* openStream(sealed: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let openRecord: ReturnType<typeof recordOpener> | undefined;
  for await (const chunk of sealed) {
    held.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    heldBytes += chunk.byteLength;
    if (heldBytes <= headerBytes + sealedRecordBytes) continue;
    let joined = Buffer.concat(held);
    if (!openRecord) {
      const end = headerEnd(joined);
      openRecord = recordOpener(joined.subarray(0, end), name);
      joined = joined.subarray(end);
    }
    for (; joined.length > sealedRecordBytes; joined = joined.subarray(sealedRecordBytes)) {
      yield openRecord(joined.subarray(0, sealedRecordBytes), false);
    }
    held = [joined];
    heldBytes = joined.length;
  }
  const rest = Buffer.concat(held);
  if (openRecord) yield* openRest(openRecord, rest);
  else yield* openRest(recordOpener(rest.subarray(0, headerEnd(rest)), name), rest.subarray(headerEnd(rest)));
}

function* openRest(openRecord: ReturnType<typeof recordOpener>, rest: Buffer): Generator<Buffer> {
  let left = rest;
  for (; left.length > sealedRecordBytes; left = left.subarray(sealedRecordBytes)) {
    yield openRecord(left.subarray(0, sealedRecordBytes), false);
  }
  yield openRecord(left, true);
}
