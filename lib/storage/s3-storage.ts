/** Files in a bucket of any server that speaks S3, encrypted before they leave. The library is loaded on first use. */
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { S3Client } from "@aws-sdk/client-s3";
import { AppError, notFound } from "../errors";
import { errorKind, log } from "../log";
import { headerBytes, keyOfFile, openStream, sealStream } from "./cipher";
import { checkKey } from "./keys";
import type { Storage } from "./storage";

/** `endpoint` null for Amazon; without keys the library looks for those of the machine's role. */
export type BucketSettings = {
  bucket: string;
  region: string;
  endpoint: string | null;
  keys: { accessKeyId: string; secretAccessKey: string } | null;
  forcePathStyle: boolean;
};

/** In milliseconds: until connected, until one request is answered, and without a byte in either direction. */
export type BucketPatience = { connectMs: number; requestMs: number; idleMs: number };
const patienceByDefault: BucketPatience = { connectMs: 5_000, requestMs: 30_000, idleMs: 30_000 };

/** The first try and two more, with growing pauses; then it is the person's or the job's turn to try again. */
const tries = 3;
/** One part in memory and one on its way; five megabytes are the least that S3 takes as a part. */
const partsAtOnce = 1;
/** As many as S3 lists or deletes in one call. */
const pageSize = 1_000;

const sdk = () => Promise.all([import("@aws-sdk/client-s3"), import("@aws-sdk/lib-storage")]);
type Sdk = Awaited<ReturnType<typeof sdk>>[0];

function openClient({ S3Client }: Sdk, settings: BucketSettings, patience: BucketPatience): S3Client {
  const { region, endpoint, keys, forcePathStyle } = settings;
  return new S3Client({
    region,
    forcePathStyle,
    ...(endpoint ? { endpoint } : {}),
    ...(keys ? { credentials: keys } : {}),
    maxAttempts: tries,
    // Other servers than Amazon's do not know the newer checksums; our own encryption shows what was changed.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: patience.connectMs,
      requestTimeout: patience.requestMs,
      throwOnRequestTimeout: true,
      socketTimeout: patience.idleMs,
    },
  });
}

/** A missing key, and not a missing bucket, which is answered with 404 too. */
const isMissingKey = (error: unknown) =>
  error instanceof Error && (error.name === "NoSuchKey" || error.name === "NotFound");

/** What the library says may quote addresses and keys: it is logged by its kind, and people read a sentence of ours. */
function unwritten(error: unknown): AppError {
  log.error("storage.write-failed", { error: errorKind(error) });
  return new AppError("unavailable", "storageFull", [], { cause: error });
}
function unread(error: unknown): AppError {
  log.error("storage.read-failed", { error: errorKind(error) });
  return new AppError("unavailable", "unavailable", [], { cause: error });
}

/** Counts what passes and remembers what the source throws, which is not the bucket's fault. */
function watched(source: AsyncIterable<Uint8Array>) {
  const seen: { bytes: number; fault: { error: unknown } | null } = { bytes: 0, fault: null };
  async function* passing() {
    try {
      for await (const chunk of source) {
        seen.bytes += chunk.byteLength;
        yield chunk;
      }
    } catch (error) {
      seen.fault = { error };
      throw error;
    }
  }
  return { seen, passing: passing() };
}

/** The bytes as they arrive; a connection that breaks or stands still half-way fails in our words. */
async function* arriving(body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (error) {
    throw unread(error);
  }
}

/** Removes stale objects under the folder, then parts of uploads that never ended. */
async function removeStale(client: S3Client, lib: Sdk, bucket: string, under: string, before: Date): Promise<number> {
  const isStale = (at: Date | undefined) => at !== undefined && at < before;
  let removed = 0;
  const pages = lib.paginateListObjectsV2({ client, pageSize }, { Bucket: bucket, Prefix: `${under}/` });
  for await (const { Contents = [] } of pages) {
    for (const { Key } of Contents.filter(({ LastModified }) => isStale(LastModified))) {
      await client.send(new lib.DeleteObjectCommand({ Bucket: bucket, Key }));
      removed += 1;
    }
  }
  const { Uploads = [] } = await client.send(new lib.ListMultipartUploadsCommand({ Bucket: bucket }));
  for (const { Key, UploadId } of Uploads.filter(({ Initiated }) => isStale(Initiated))) {
    await client.send(new lib.AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
    removed += 1;
  }
  return removed;
}

/** The bucket must exist and be ours alone. */
export function s3Storage(settings: BucketSettings, patience: BucketPatience = patienceByDefault): Storage {
  const { bucket: Bucket } = settings;
  let loading:
    | Promise<{ client: S3Client; lib: Sdk; upload: typeof import("@aws-sdk/lib-storage").Upload }>
    | undefined;
  const open = () => {
    loading ??= sdk().then(([lib, { Upload }]) => ({
      client: openClient(lib, settings, patience),
      lib,
      upload: Upload,
    }));
    return loading;
  };
  return {
    async put(key, source) {
      const Key = checkKey(key);
      const { client, upload: Upload } = await open();
      const { seen, passing } = watched(source);
      const Body = Readable.from(sealStream(passing, key), { objectMode: false });
      try {
        // Nothing is seen under the key before the last part has arrived and the upload is declared complete.
        await new Upload({ client, params: { Bucket, Key, Body }, queueSize: partsAtOnce }).done();
        return { bytes: seen.bytes };
      } catch (error) {
        throw seen.fault ? seen.fault.error : unwritten(error);
      } finally {
        Body.destroy();
      }
    },
    async get(key) {
      const Key = checkKey(key);
      const { client, lib } = await open();
      const found = await client.send(new lib.GetObjectCommand({ Bucket, Key })).catch((error: unknown) => {
        throw isMissingKey(error) ? notFound() : unread(error);
      });
      const body = found.Body as Readable;
      const plain = Readable.from(openStream(arriving(body), key), { objectMode: false });
      // A stream that is put away unread gives its connection back.
      return plain.once("close", () => body.destroy());
    },
    async keyId(key) {
      const { client, lib } = await open();
      const Range = `bytes=0-${headerBytes - 1}`;
      try {
        const found = await client.send(new lib.GetObjectCommand({ Bucket, Key: checkKey(key), Range }));
        return keyOfFile(await buffer(arriving(found.Body as Readable))).id;
      } catch (error) {
        if (isMissingKey(error)) return null;
        throw error instanceof lib.S3ServiceException ? unread(error) : error;
      }
    },
    async remove(key) {
      const Key = checkKey(key);
      const { client, lib } = await open();
      await client.send(new lib.DeleteObjectCommand({ Bucket, Key })).catch((error: unknown) => {
        throw unwritten(error);
      });
    },
    async removeOlder(under, before) {
      checkKey(under);
      const { client, lib } = await open();
      return await removeStale(client, lib, Bucket, under, before);
    },
  };
}
