/** What may be written of a merchant's answers, field by field, in each state of a section: through the real doors, by merchant and staff. */
import { listDrafts } from "@/db/queries/applications";
import type { MerchantActor } from "@/lib/domain/actor";
import { businessParts, contactSchema, partSchemas } from "@/lib/domain/business";
import type { CallbackType } from "@/lib/domain/sections";
import { paths } from "@/lib/paths";
import { knock } from "./ask";
import type { Merchant } from "./cast";
import { expect, test } from "./fixtures";
import type { Stage } from "./stage";

const tag = "@security";
type Part = (typeof businessParts)[number];

/** Which fields an open section opens; the name of a sole proprietor's brand stands in the business profile. */
const opens: Partial<Record<CallbackType, Partial<Record<Part, "all" | readonly string[]>>>> = {
  BUSINESS: { profile: "all" },
  BRAND: { brand: "all", profile: ["name", "description"] },
  BUSINESS_CONTACT: { contacts: "all" },
  BUSINESS_ADDRESS: { address: "all" },
  BUSINESS_BANK: { bank: "all" },
  BUSINESS_DOCUMENT: {},
  BRAND_PHOTO_PROOF: {},
};
const slots: Record<string, CallbackType> = {
  "contact.primary.DOCUMENT.KTP": "BUSINESS_CONTACT",
  "contact.primary.OWNER_LIVENESS": "BUSINESS_CONTACT",
  "brand.PHOTO_PROOF": "BRAND_PHOTO_PROOF",
  "bank_account.BANK_ACCOUNT": "BUSINESS_BANK",
};

const intruded = "Diubah";
/** Parts that are lists of entries, by the name of the list. */
const lists: Partial<Record<Part, string>> = { contacts: "contacts", social: "accounts" };
const accountFields = ["code", "url"];
const fieldsOf = (part: Part) =>
  part === "social" ? accountFields : Object.keys((part === "contacts" ? contactSchema : partSchemas[part]).shape);

type Values = Record<string, unknown>;
/** Every field of a part with another text in it. */
function changed(part: Part): Values {
  const fields = Object.fromEntries(fieldsOf(part).map((field) => [field, intruded]));
  const list = lists[part];
  return list ? { [list]: [part === "contacts" ? { ...fields, key: "primary" } : fields] } : fields;
}

/** The fields that were taken. */
function taken(part: Part, values: Values): string[] {
  const entries = values[lists[part] ?? ""];
  const [first] = Array.isArray(entries) ? (entries as Values[]) : [];
  return Object.entries((lists[part] ? first : values) ?? {})
    .flatMap(([field, value]) => (value === intruded ? [field] : []))
    .sort();
}

const expectedOf = (part: Part, open: CallbackType | "everything" | null): string[] => {
  const scope = open === "everything" ? "all" : open ? opens[open]?.[part] : undefined;
  if (!scope) return [];
  // What a list is told apart by is ours.
  const all = fieldsOf(part).filter((field) => field !== "key");
  return (scope === "all" ? all : [...scope]).sort();
};

async function put(url: string, cookie: string, path: string, part: string, values: unknown) {
  const { status, text } = await knock(url, cookie, {
    path,
    init: { method: "PUT", body: JSON.stringify({ part, values }) },
  });
  return { status, values: status === 200 ? (JSON.parse(text) as { values: Values }).values : {} };
}

/** The state of all sections as the database has them: in review, all approved, or one refused. */
async function setStates(
  { database }: Stage,
  { applicationId }: MerchantActor,
  rest: string,
  one?: [CallbackType, string],
) {
  await database.executeSql("update kyb_entities set state = $2 where application_id = $1", [applicationId, rest]);
  if (!one) return;
  const set = "update kyb_entities set state = $3 where application_id = $1 and type = $2";
  await database.executeSql(set, [applicationId, ...one]);
}

async function restore({ database }: Stage, { applicationId }: MerchantActor, kept: string) {
  await database.executeSql("delete from drafts where application_id = $1", [applicationId]);
  await database.executeSql("insert into drafts select * from jsonb_populate_recordset(null::drafts, $1::jsonb)", [
    kept,
  ]);
}

test("each field of each part is written where its section is open, and locked everywhere else", { tag }, async ({
  stage,
  cast,
}) => {
  const registered = await cast.merchant("review", "Toko Terkunci");
  const { reviewer } = cast.staff;
  const wrong: string[] = [];

  const tryAll = async (merchant: Merchant, state: string, open: CallbackType | "everything" | null) => {
    const { applicationId } = merchant;
    const hands: [string, string, string, string][] = [
      ["merchant", merchant.cookie, paths.drafts, "/api/uploads"],
      ["staff", reviewer.cookie, paths.draftsFor(applicationId), `/api/desk/merchants/${applicationId}/uploads`],
    ];
    for (const [who, cookie, drafts, uploads] of hands) {
      // Staff have no business in a draft.
      const now = who === "staff" && open === "everything" ? null : open;
      const { rows } = await stage.database.executeSql(
        "select coalesce(jsonb_agg(to_jsonb(d)), '[]')::text as kept from drafts d where application_id = $1",
        [applicationId],
      );
      const { kept } = rows[0] as { kept: string };
      for (const part of businessParts) {
        const answer = await put(stage.url, cookie, drafts, part, changed(part));
        const [got, want] = [taken(part, answer.values), expectedOf(part, now)];
        const status = want.length > 0 ? 200 : 409;
        if (String(got) !== String(want) || answer.status !== status) {
          wrong.push(`${state}, ${who}, ${part}: ${answer.status}, took ${got}, not ${want}`);
        }
        const stored = (await listDrafts(stage.database.db, applicationId)).find((draft) => draft.part === part);
        const stands = taken(part, stored?.values ?? {});
        if (String(stands) !== String(want)) wrong.push(`${state}, ${who}, ${part}: stored ${stands}, not ${want}`);
      }
      for (const [slot, type] of Object.entries(slots)) {
        const isOpen = now === "everything" || now === type;
        const ask = { path: `${uploads}?slot=${slot}`, init: { method: "PUT", body: "not a photo" } };
        const { status } = await knock(stage.url, cookie, ask);
        if (status !== (isOpen ? 422 : 409)) wrong.push(`${state}, ${who}, file of ${slot}: ${status}`);
      }
      await restore(stage, merchant.actor, kept);
    }
  };

  await tryAll(await cast.merchant("draft", "Toko Terbuka"), "draft", "everything");
  await tryAll(cast.merchants.submitting, "submitting", null);
  await tryAll(registered, "in review", null);
  await setStates(stage, registered.actor, "approved");
  await tryAll(registered, "approved", null);
  for (const type of Object.keys(opens) as CallbackType[]) {
    await setStates(stage, registered.actor, "approved", [type, "rejected"]);
    await tryAll(registered, `${type} refused`, type);
  }
  await setStates(stage, registered.actor, "rejected", ["BRAND", "suspended"]);
  await tryAll(registered, "suspended", null);
  expect(wrong).toEqual([]);
});
