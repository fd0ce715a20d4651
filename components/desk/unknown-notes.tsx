import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type ReasonCode, type ReasonSubject, reasonTextKey } from "@/lib/domain/reasons";
import type { CallbackType } from "@/lib/domain/sections";
import { sectionKey } from "../kyb/section-words";
import { Ago } from "../live/ago";

/** A note of DOKU's that the catalogue does not know; `nearest` is what the merchant reads until one is `chosen`. */
export type NoteToMap = {
  fingerprint: string;
  type: CallbackType;
  dokuCode: string | null;
  sample: string;
  seen: number;
  lastSeenAt: Date;
  chosen: ReasonCode | null;
  nearest: ReasonCode;
  subject: ReasonSubject;
  choices: ReasonCode[];
  mappedByName: string | null;
  mappedAt: Date | null;
};

function NoteRow({ note, now, form }: { note: NoteToMap; now: Date; form: ReactNode }) {
  const t = useTranslations("desk.reasons");
  const sections = useTranslations("sections");
  const reasons = useTranslations("reasons");
  const { fingerprint, type, dokuCode, sample, seen, lastSeenAt, chosen, nearest, subject, mappedAt } = note;
  return (
    <li
      id={`note-${fingerprint}`}
      className="grid scroll-mt-4 gap-x-8 gap-y-3 px-5 py-4 target:bg-accent-soft lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]"
    >
      <div className="min-w-0 space-y-1">
        <p className="text-sm font-semibold text-soft">{sections(`name.${sectionKey(type)}`)}</p>
        <blockquote className="border-l-3 border-edge pl-3.5 break-words whitespace-pre-line">
          {sections("quoted", { text: sample })}
        </blockquote>
        <p className="text-[0.8125rem] break-words text-soft">
          {dokuCode ? <span className="font-mono">{dokuCode} · </span> : null}
          {t.rich("seen", { count: seen, ago: () => <Ago at={lastSeenAt} now={now} /> })}
        </p>
        <p className="text-[0.8125rem] text-soft">
          {chosen && mappedAt
            ? t.rich(note.mappedByName ? "mappedBy" : "mappedOn", {
                name: note.mappedByName ?? "",
                ago: () => <Ago at={mappedAt} now={now} />,
              })
            : t("nearest", { title: reasons(`${reasonTextKey(nearest, type)}.title`, { subject }) })}
        </p>
      </div>
      {form}
    </li>
  );
}

/** Notes with how often they came, and what puts each under an entry of the catalogue. */
export function UnknownNotes({
  title,
  notes,
  now,
  formOf,
}: {
  title: string;
  notes: readonly NoteToMap[];
  now: Date;
  formOf: (note: NoteToMap) => ReactNode;
}) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2.5 text-lg font-bold tracking-tight">{title}</h2>
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-card">
        {notes.map((note) => (
          <NoteRow key={note.fingerprint} note={note} now={now} form={formOf(note)} />
        ))}
      </ul>
    </section>
  );
}
