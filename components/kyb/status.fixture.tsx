/** A status page from a few facts, as tests write them. All data is invented. */
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { classOfReason, type ExplainedNote, type ReasonCode } from "@/lib/domain/reasons";
import type { CallbackType, EntityState } from "@/lib/domain/sections";
import en from "../../messages/en.json";
import id from "../../messages/id.json";
import {
  type KnownAttempt,
  type KnownEntity,
  type OpenSection,
  type Progress,
  type StatusFacts,
  statusModel,
} from "./status-model";
import { StatusView } from "./status-view";

export const now = new Date("2026-11-21T10:00:00Z");
export const sentAt = new Date("2026-11-21T02:12:00Z");
const partner = { name: "Logipay", email: "halo@logipay.example" };

export function explained(
  type: CallbackType,
  state: EntityState,
  code: ReasonCode,
  message: string,
  laterAt: Date | null = null,
): ExplainedNote {
  return {
    type,
    entityId: `${type}-1`,
    name: null,
    note: { code, field: null, message },
    code,
    certain: code !== "OTHER",
    mapped: false,
    class: classOfReason(code, { type, state }),
    laterAt,
    subject: "card",
  };
}

export const entity = (type: CallbackType, state: EntityState, more: Partial<KnownEntity> = {}): KnownEntity => ({
  type,
  state,
  entityId: `${type}-1`,
  name: null,
  notes: (more.reasons ?? []).map(({ note }) => note),
  dokuTime: null,
  changedAt: sentAt,
  reasons: [],
  ...more,
});

/** Refused for one reason of the catalogue. */
export const refused = (type: CallbackType, code: ReasonCode, message: string, more: Partial<KnownEntity> = {}) =>
  entity(type, "rejected", { reasons: [explained(type, "rejected", code, message)], ...more });

export const attempt = (type: CallbackType, more: Partial<KnownAttempt> = {}): KnownAttempt => ({
  type,
  attempt: 1,
  cause: "registration",
  submissionId: null,
  sentAt,
  state: "in_review",
  stateAt: sentAt,
  reasons: [],
  ...more,
});

export const correctable = (...types: CallbackType[]): OpenSection[] =>
  types.map((type) => ({ type, cause: "correction", state: "unchanged" }));

export const correctionOnItsWay = (more: Partial<Progress> = {}): Progress => ({
  kind: "correction",
  stage: "uploading",
  types: ["BUSINESS_CONTACT"],
  filesSent: 0,
  filesTotal: 1,
  nextTryAt: null,
  lastFailure: null,
  ...more,
});

/** Facts of a business that is at DOKU; each of its sections was sent once. */
export function facts(more: Partial<StatusFacts>): StatusFacts {
  const types = new Set(more.entities?.map(({ type }) => type));
  return {
    application: { state: "submitted", dokuBusinessId: "BSN-1" },
    entities: [],
    attempts: [...types].map((type) => attempt(type)),
    sendings: [],
    progress: null,
    open: [],
    changes: [],
    returned: [],
    ...more,
  };
}

export type Shown = { locale?: "id" | "en"; at?: Date };

/** In one of the languages; a missing text throws. */
export function rendered(content: ReactNode, { locale = "en", at = now }: Shown = {}): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={locale === "id" ? id : en}
      timeZone="Asia/Jakarta"
      now={at}
      onError={(error) => {
        throw error;
      }}
    >
      {content}
    </NextIntlClientProvider>,
  );
}

/** The page as markup. */
export function markup(more: Partial<StatusFacts>, shown: Shown = {}): string {
  const at = shown.at ?? now;
  const subject = {
    businessName: "Toko Berkah",
    partner,
    pictures: new Set<string>(),
    deleted: new Map<string, Date>(),
    now: at,
  };
  const model = statusModel(facts(more), at);
  return rendered(<StatusView model={model} subject={subject} confirmed={null} live={null} />, shown);
}

/** The page's words, one line a block. */
export function page(more: Partial<StatusFacts>, shown: Shown = {}): string {
  return markup(more, shown)
    .replace(/<\/?(?:span|b|em|a)\b[^>]*>/g, "")
    .replace(/<[^>]+>/g, "\n");
}
