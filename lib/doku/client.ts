/** DOKU's Partner API, one function a call. Every function throws DokuError and nothing else for what DOKU does. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Kind } from "../domain/business";
import type { FileCategory } from "../domain/requirements";
import {
  type LiteBusiness,
  type RegisteredBusiness,
  readAreas,
  readLiteBusiness,
  readRegisteredBusiness,
  readUpload,
  type UploadedFile,
} from "./answers";
import { addressSearch, getBusinessTakes, nationalityCodes, updateBusiness } from "./assumptions";
import { type BusinessReading, readBusinessData } from "./entities";
import { DokuError, refusedBeforeSending } from "./failure";
import { type LiteInvitation, prepareLite } from "./lite";
import { type Registration, registrationBodyOf } from "./registration";
import { registrationBodySchema, updateBodySchema } from "./registration-body";
import {
  apiPath,
  type Call,
  type DokuConfig,
  defaultTimeoutOf,
  type PreparedRequest,
  sendOnce,
  sendRepeatedly,
} from "./request";
import { type ReadRequirement, readRequirements } from "./requirements";
import { currentToken, forgetToken, issueToken } from "./token";
import { type Correction, type DokuIds, updateBodyOf } from "./update";

export type { BusinessReading, RegisteredBusiness };

export type Upload = {
  category: FileCategory;
  /** Sent only for the category DOCUMENT. */
  code: string | null;
  bytes: Uint8Array | Blob;
  /** Travels to DOKU: nothing personal. */
  fileName: string;
  mediaType: string;
};

export type DokuClient = {
  /** What DOKU asks of this kind of business (contract section 5). */
  checkRequirements(kind: Kind): Promise<ReadRequirement[]>;
  /** Uploads one file, with a new token once when DOKU refuses the present one (contract section 7). A repeat is harmless. */
  uploadFile(upload: Upload): Promise<UploadedFile>;
  /**
   * The exact bytes of a registration, to be kept before the first try (contract section 4).
   * @throws DokuError `rejected` without a status when DOKU could not take it
   */
  prepareRegistration(registration: Registration): PreparedRequest;
  /** One try; the caller repeats it with the same prepared request. A 409 with a business id is the success. */
  sendRegistration(prepared: PreparedRequest): Promise<RegisteredBusiness>;
  /** The exact bytes of a correction, like `prepareRegistration`. */
  prepareUpdate(correction: Correction): PreparedRequest;
  /** One try of a correction, like `sendRegistration`. */
  sendUpdate(prepared: PreparedRequest): Promise<RegisteredBusiness>;
  /** The exact bytes with which DOKU is asked to invite a merchant itself, like `prepareRegistration` (contract section 8). */
  prepareLite(invitation: LiteInvitation): PreparedRequest;
  /** One try of it, like `sendRegistration`. */
  sendLite(prepared: PreparedRequest): Promise<LiteBusiness>;
  /** What DOKU says now of every entity: the truth where callbacks disagree (contract sections 9 and 10). */
  getBusiness(ids: DokuIds, kind: Kind): Promise<BusinessReading>;
  /** Areas in DOKU's own spelling; none for an empty keyword, without a call. */
  searchAddress(keyword: string): Promise<{ area: string }[]>;
  /** A connection test: asks for a token, past the cache. */
  issueToken(): Promise<{ expiresAt: Date }>;
};

export function createDokuClient(config: DokuConfig): DokuClient {
  return {
    checkRequirements: (kind) =>
      sendRepeatedly(config, {
        endpoint: "check-requirements",
        method: "GET",
        path: apiPath("file"),
        query: kindQuery(kind),
        body: null,
        read: readRequirements,
      }),
    uploadFile: (upload) => uploadWithToken(config, upload),
    prepareRegistration(registration) {
      const body = checked("register-business", registrationBodySchema, registrationBodyOf(registration));
      return { requestId: randomUUID(), method: "POST", path: apiPath("business"), body: JSON.stringify(body) };
    },
    sendRegistration: (prepared) => sendPrepared(config, "register-business", prepared, readRegisteredBusiness),
    prepareUpdate(correction) {
      const body = checked("update-business", updateBodySchema, updateBodyOf(correction));
      const id = idFor("update-business", updateBusiness.takes, correction.ids);
      const path = apiPath("business", id);
      return { requestId: randomUUID(), method: updateBusiness.method, path, body: JSON.stringify(body) };
    },
    sendUpdate: (prepared) => sendPrepared(config, "update-business", prepared, readRegisteredBusiness),
    prepareLite,
    sendLite: (prepared) => sendPrepared(config, "create-business-lite", prepared, readLiteBusiness),
    // Async, so that a missing id is a rejection like every other failure.
    getBusiness: async (ids, kind) =>
      sendRepeatedly(config, {
        endpoint: "get-business",
        method: "GET",
        path: apiPath("business", idFor("get-business", getBusinessTakes, ids)),
        query: kindQuery(kind),
        body: null,
        read: readBusinessData,
      }),
    async searchAddress(keyword) {
      if (keyword.trim() === "") return [];
      return sendRepeatedly(config, {
        endpoint: "search-address",
        method: "GET",
        path: apiPath(addressSearch.path.slice(1)),
        query: { [addressSearch.parameter]: keyword.trim() },
        body: null,
        read: readAreas,
      });
    },
    async issueToken() {
      const { expiresAt } = await issueToken(config);
      return { expiresAt };
    },
  };
}

function kindQuery(kind: Kind): Record<string, string> {
  return {
    businessType: kind.businessType,
    businessLegalEntity: kind.legalEntity,
    brandBusinessLine: kind.line,
    businessContactNationality: nationalityCodes[kind.nationality],
  };
}

function idFor(endpoint: string, takes: keyof DokuIds, ids: DokuIds): string {
  const id = ids[takes];
  if (!id) throw refusedBeforeSending(endpoint, [takes]);
  return id;
}

/** Our own check before anything is kept or sent; paths only, since values may be personal. */
function checked<S extends z.ZodType>(endpoint: string, schema: S, body: z.input<S>): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue) => issue.path.join("."));
  throw refusedBeforeSending(endpoint, [...new Set(paths)]);
}

function sendPrepared<T>(
  config: DokuConfig,
  endpoint: "register-business" | "update-business" | "create-business-lite",
  prepared: PreparedRequest,
  read: Call<T>["read"],
): Promise<T> {
  const { requestId, method, path, body } = prepared;
  return sendOnce(config, {
    endpoint,
    method,
    path,
    body,
    auth: { requestId },
    writes: true,
    read,
  });
}

/** An upload may be as large as a phone's photo and go out over a thin line. */
const uploadPatience = 3;

async function uploadWithToken(config: DokuConfig, upload: Upload): Promise<UploadedFile> {
  const token = await currentToken(config);
  try {
    return await uploadOnce(config, upload, token);
  } catch (error) {
    if (!(error instanceof DokuError) || error.status !== 401) throw error;
    forgetToken(config, token);
    return await uploadOnce(config, upload, await currentToken(config));
  }
}

function uploadOnce(config: DokuConfig, upload: Upload, bearerToken: string): Promise<UploadedFile> {
  const { category, code, bytes, fileName, mediaType } = upload;
  const form = new FormData();
  form.set("category", category);
  if (category === "DOCUMENT" && code !== null) form.set("code", code);
  form.set("file", new Blob([bytes instanceof Blob ? bytes : new Uint8Array(bytes)], { type: mediaType }), fileName);
  return sendOnce(config, {
    endpoint: "upload-file",
    method: "POST",
    path: apiPath("file"),
    body: form,
    auth: { bearerToken },
    // A repeated upload leaves an unused file behind, and no harm (contract section 4).
    writes: false,
    timeoutMs: defaultTimeoutOf(config) * uploadPatience,
    read: (body) => readUpload(body, category),
  });
}
