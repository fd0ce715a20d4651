/** Business registration (contract section 8). */
import type { Sandbox } from "@/sandbox/context";
import { startReview } from "@/sandbox/kyb/engine";
import { createBusiness, services } from "@/sandbox/kyb/entities";
import { planOf, type Trouble } from "@/sandbox/kyb/magic";
import type { BusinessRecord, JsonObject } from "@/sandbox/store/records";
import type { Outcome, SignedCall } from "./calls";
import { faultOf } from "./errors";
import { fileFaults, fileUses, missingDocuments } from "./files-check";
import { faultsOf, registrationSchema } from "./registration-schema";

/** How many tries a trouble spoils; after that the same business name goes through. */
const tries: Partial<Record<Trouble, number>> = {
  burst_503: 2,
  burst_429: 2,
  bad_field: Infinity,
  not_allowed: Infinity,
};
const slowUploads = 6;

/** The trouble that the business's magic words ask for, while it still has to be shown. */
function troubleOf(sandbox: Sandbox, data: JsonObject): Trouble | null {
  const { trouble } = planOf(data);
  if (!trouble) return null;
  const key = `${trouble} ${String(data.email ?? "")} ${String(data.name ?? "")}`;
  const { shown } = sandbox.store.state;
  const times = shown[key] ?? 0;
  if (times >= (tries[trouble] ?? 1)) return null;
  shown[key] = times + 1;
  sandbox.store.changed();
  return trouble;
}

/** What a trouble does before anything is carried out; null when it is about the answer only. */
function before(trouble: Trouble | null, data: JsonObject): Outcome | null {
  switch (trouble) {
    case "hang_before":
      return { drop: "hang" };
    case "close_before":
      return { drop: "close" };
    case "burst_503":
      return { status: 503, body: null, retryAfterSec: 1 };
    case "burst_429":
      return { status: 429, body: null, retryAfterSec: 1 };
    case "lost_files":
      return faultOf(
        "fields",
        fileUses(data).map((use) => `${use.path} file not found`),
      );
    case "bad_field":
      return faultOf("fields", "business.email domain is not accepted");
    case "not_allowed":
      return faultOf("notAllowed", "Client is not allowed to register a business");
    default:
      return null;
  }
}

function registrationAnswer(business: BusinessRecord) {
  const shownServices = services.map((service) => ({ ...service, status: "UPDATING" }));
  const brands = business.entities
    .filter((entity) => entity.type === "BRAND")
    .map((entity) => ({
      id: entity.id,
      status: entity.status,
      shared_key: business.sharedKey,
      services: shownServices,
    }));
  return { business: { id: business.id, status: "UPDATING", brands } };
}

/** Business registration: 422 names every field that is wrong; a good one starts KYB. */
export function registerBusiness(sandbox: Sandbox, call: SignedCall): Outcome {
  const parsed = registrationSchema.safeParse(call.json);
  if (!parsed.success) return faultOf("fields", faultsOf(parsed.error));
  const data: JsonObject = parsed.data.business;
  const plan = planOf(data);
  if (plan.slowUploads) armSlowUploads(sandbox, data);
  const trouble = troubleOf(sandbox, data);
  const spoiled = before(trouble, data);
  if (spoiled) return spoiled;
  const faults = [...missingDocuments(data), ...fileFaults(sandbox.store.state, data)];
  if (faults.length > 0) return faultOf("fields", faults);
  const business = createBusiness(sandbox.store.state, data);
  sandbox.store.state.businesses[business.id] = business;
  startReview(sandbox, business);
  const then = trouble === "hang_after" ? "hang" : trouble === "close_after" ? "close" : undefined;
  return { status: 200, body: registrationAnswer(business), ...(then ? { then } : {}) };
}

function armSlowUploads(sandbox: Sandbox, data: JsonObject) {
  const { shown } = sandbox.store.state;
  const key = `slow ${String(data.name)}`;
  if (shown[key]) return;
  shown[key] = 1;
  shown.slow_uploads = slowUploads;
}
