/** One business: its entities with what was sent, the verdicts a person can give, and the callbacks that went out. */
import { html } from "hono/html";
import type { Sandbox } from "@/sandbox/context";
import { isAwaited, objectIn, objectsIn } from "@/sandbox/kyb/entities";
import { parts, reasons } from "@/sandbox/kyb/notes";
import { fileLink } from "@/sandbox/partner-api/upload";
import type { BusinessRecord, EntityRecord, JsonObject } from "@/sandbox/store/records";
import { own } from "@/sandbox/store/store";
import { deliveriesTable } from "./log-page";
import { type Html, page, pill, when } from "./look";

const headings: Record<string, string> = {
  "BRAND.OPERATIONAL_STATUS": "Operational status",
  BUSINESS: "Business profile",
  BUSINESS_CONTACT: "Contact",
  BUSINESS_ADDRESS: "Address",
  BUSINESS_DOCUMENT: "Document",
  BUSINESS_BANK: "Bank account",
  BRAND: "Brand",
  BRAND_SOCIAL_MEDIA: "Social media",
  BRAND_PHOTO_PROOF: "Photo of the business",
  BRAND_PRODUCT: "Payment method",
};

function partsOf(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  const object = objectIn(value);
  return object ? [object, ...Object.values(object).flatMap(partsOf)] : [];
}

/** The part of the registration that an entity is about. */
function partFor(business: BusinessRecord, entity: EntityRecord): JsonObject | null {
  if (entity.type === "BUSINESS") return business.data;
  if (entity.type === "BRAND.OPERATIONAL_STATUS" || entity.type === "BRAND_PRODUCT") return null;
  return partsOf(business.data).find((part) => part.entity_id === entity.id) ?? null;
}

function values(part: JsonObject) {
  const forms = [part, ...objectsIn(part.documents)].flatMap((holder) => objectsIn(holder.forms));
  const typed = forms.map((form) => [String(form.code), String(form.value)] as const);
  const plain = Object.entries(part).flatMap(([key, value]) => {
    if (key === "id" || key === "entity_id" || key === "callback_url") return [];
    if (Array.isArray(value) && value.every((item) => typeof item === "string"))
      return [[key, value.join(", ")] as const];
    return typeof value === "object" ? [] : [[key, String(value)] as const];
  });
  const rows = [...plain, ...typed].map(([key, value]) => html`<dt>${key}</dt><dd>${value}</dd>`);
  return html`<dl>${rows}</dl>`;
}

function files(sandbox: Sandbox, entity: EntityRecord, part: JsonObject) {
  // Brand and business hold the files of entities that have cards of their own.
  const holders = entity.type === "BUSINESS" ? [] : entity.type === "BRAND" ? [objectIn(part.logo)] : partsOf(part);
  const shown = holders.flatMap((holder) => own(sandbox.store.state.files, String(holder?.id)) ?? []);
  const pictures = shown.map((file) => {
    const name = file.code ?? file.category;
    const inside = file.mime.startsWith("image/")
      ? html`<img src="${fileLink(sandbox, file.id)}" alt="${name}" />`
      : html`${name} (${file.mime})`;
    return html`<a href="${fileLink(sandbox, file.id)}" target="_blank" rel="noreferrer">${inside}</a>`;
  });
  return pictures.length > 0 ? html`<div class="photos">${pictures}</div>` : "";
}

/** The catalogue, the reason that fits this kind of entity best on top. */
function reasonsFor(entity: EntityRecord) {
  const usual = parts.filter((part) => part.type === entity.type).map((part) => part.reason);
  const first = reasons.filter((reason) => usual.includes(reason.code));
  return [...first, ...reasons.filter((reason) => !first.includes(reason))];
}

function address(entity: EntityRecord) {
  return html`<input type="hidden" name="type" value="${entity.type}" />
    <input type="hidden" name="entityId" value="${entity.id}" />`;
}

function verdictForms(business: BusinessRecord, entity: EntityRecord) {
  const verdicts = `/businesses/${business.id}/verdict`;
  const options = reasonsFor(entity).map((reason) => html`<option value="${reason.code}">${reason.message}</option>`);
  const actions: [string, string, string][] = [
    ["ACTIVE", entity.type.startsWith("BRAND.") || entity.type === "BRAND_PRODUCT" ? "Activate" : "Approve", "main"],
    ["SUSPENDED", "Suspend", "danger"],
    ["INACTIVE", "Deactivate", ""],
    ["UPDATING", "Back to review", ""],
  ];
  const buttons = actions
    .filter(([status]) => status !== entity.status)
    .map(([status, label, tone]) => html`<button name="status" value="${status}" class="${tone}">${label}</button>`);
  return html`<form method="post" action="${verdicts}" class="row">${address(entity)}<span class="row">${buttons}</span></form>
    <details>
      <summary>Reject…</summary>
      <form method="post" action="${verdicts}">
        ${address(entity)}
        <label>Reason <select name="reason">${options}</select></label>
        <label>Or in your own words <input name="note" maxlength="500" /></label>
        <button name="status" value="REJECTED" class="danger">Reject</button>
      </form>
    </details>`;
}

function specialForms(business: BusinessRecord, entity: EntityRecord) {
  return html`<details>
    <summary>Send an awkward callback…</summary>
    <form method="post" action="/businesses/${business.id}/special">
      ${address(entity)}
      <button name="special" value="duplicate">Duplicate</button>
      <button name="special" value="late">Late, with an old time</button>
      <button name="special" value="out_of_order">Out of order</button>
      <button name="special" value="wrongly_signed">Wrongly signed</button>
      <button name="special" value="unsigned">Unsigned</button>
    </form>
  </details>`;
}

function card(sandbox: Sandbox, business: BusinessRecord, entity: EntityRecord): Html {
  const part = partFor(business, entity);
  const heading = headings[entity.type] ?? entity.type;
  const notes = entity.notes.map((note) => html`<li>${note.message}</li>`);
  const bad = entity.status === "REJECTED" || entity.status === "SUSPENDED";
  return html`<section class="card ${bad ? "bad" : ""}" aria-label="${heading}: ${entity.name}">
    <div class="row spread"><h3>${heading}: ${entity.name}</h3>${pill(entity.status)}</div>
    <div class="soft">${entity.type} · ${entity.id} · attempt ${entity.attempt} · ${when(entity.updatedAt)}</div>
    ${notes.length > 0 ? html`<ul class="notes">${notes}</ul>` : ""}
    ${part ? values(part) : html`<p></p>`}
    ${part ? files(sandbox, entity, part) : ""}
    ${verdictForms(business, entity)}
    ${business.callbackUrl ? specialForms(business, entity) : ""}
  </section>`;
}

/** One business at the desk. */
export function businessPage(sandbox: Sandbox, business: BusinessRecord) {
  const deliveries = sandbox.store.state.deliveries.filter((delivery) => delivery.businessId === business.id);
  const waits = isAwaited(business);
  const action = (name: string) => `/businesses/${business.id}/${name}`;
  const content = html`<p><a href="/">All businesses</a></p>
    <h1>${String(business.data.name)}</h1>
    <p class="sub">${business.id} · ${business.brandId} · registered ${when(business.createdAt)}</p>
    ${
      waits
        ? html`<div class="card">
          <p>DOKU has invited this merchant to its own dashboard. Until it has finished there, nothing is reviewed.</p>
          <form method="post" action="${action("finish")}"><button class="main">The merchant finished at DOKU</button></form>
        </div>`
        : ""
    }
    <div class="row">
      <form method="post" action="${action("approve-everything")}"><button class="main">Approve everything</button></form>
      <form method="post" action="${action("suspend")}"><button class="danger">Suspend the brand</button></form>
      <a href="${action("")}">Show the latest</a>
    </div>
    <h2>Entities</h2>
    ${waits ? "" : business.entities.map((entity) => card(sandbox, business, entity))}
    <h2>Callbacks</h2>
    ${deliveriesTable(deliveries.toReversed())}`;
  return page({ title: String(business.data.name), at: "/" }, content);
}
