import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classOfReason, type ExplainedNote, pictureOfReason, reasonTextKey, subjectOfNote } from "@/lib/domain/reasons";
import type { CallbackType, EntityState } from "@/lib/domain/sections";
import { Badge } from "../ui/badge";
import type { Tone } from "../ui/tone";
import { DokuNotes } from "./doku-notes";
import type { Partner } from "./partner";
import { ReasonPicture } from "./reason-picture";

type HeadingLevel = 2 | 3 | 4;
type CardProps = {
  /** The notes of one section; without any the card says that DOKU gave none. */
  reasons: readonly ExplainedNote[];
  type: CallbackType;
  partner: Partner;
  /** Level of the headings, below that of the section. */
  level?: HeadingLevel;
  /** Whether quotes name the contact, document or account that they are about. */
  named?: boolean;
  /** Of the section, for when DOKU wrote nothing. */
  state?: EntityState;
};

/** What is told in the same words: notes under one entry, about the same kind of thing. */
type Told = Omit<ExplainedNote, "note" | "entityId" | "name" | "mapped"> & { notes: ExplainedNote[] };

function toldOf(reasons: readonly ExplainedNote[]): Told[] {
  const told = new Map<string, Told>();
  for (const reason of reasons) {
    const key = `${reason.code}.${reason.subject}.${reason.class}`;
    const before = told.get(key);
    const dates = [before?.laterAt, reason.laterAt].flatMap((date) => date ?? []);
    const laterAt = dates.length > 0 ? new Date(Math.max(...dates.map(Number))) : null;
    const notes = [...(before?.notes ?? []), reason];
    told.set(key, { ...reason, laterAt, certain: (before?.certain ?? true) && reason.certain, notes });
  }
  return [...told.values()];
}

function withoutNote(type: CallbackType, state: EntityState | undefined): Told {
  return {
    type,
    code: "OTHER",
    certain: true,
    class: classOfReason("OTHER", { type, state }),
    laterAt: null,
    subject: subjectOfNote(type, "", null),
    notes: [],
  };
}

/** Quotes by entity, each of DOKU's sentences once. */
function quotesOf(notes: readonly ExplainedNote[]) {
  const quotes = new Map<string, Parameters<typeof DokuNotes>[0]["entities"][number]>();
  for (const { entityId, name, note } of notes) {
    const before = quotes.get(entityId ?? "")?.notes ?? [];
    const isThere = before.some(({ message }) => message === note.message);
    quotes.set(entityId ?? "", { entityId: entityId ?? "", name, notes: isThere ? before : [...before, note] });
  }
  return [...quotes.values()];
}

const toneOfClass: Record<ExplainedNote["class"], Tone> = { fix_now: "ok", fix_later: "wait", final: "bad" };

type InnerProps = { reason: Told; partner: Partner };

/** Words with a link to whom one asks. */
function useAsking(partner: Partner) {
  const t = useTranslations("reasons");
  return (key: "ask" | "unwritten" | "later.unknown") =>
    t.rich(key, {
      partner: partner.name,
      address: partner.email,
      mail: (words: ReactNode) => (
        <a href={`mailto:${partner.email}`} className="wrap-anywhere">
          {words}
        </a>
      ),
    });
}

/** What can be done about it, and when, or who knows more. */
function ClassLine({ reason, partner }: InnerProps) {
  const t = useTranslations("reasons");
  const format = useFormatter();
  const asking = useAsking(partner);
  const lines: Record<ExplainedNote["class"], () => ReactNode> = {
    fix_now: () => null,
    // Only what differs is sent to DOKU, so whoever has nothing to change asks the partner.
    fix_later: () =>
      reason.laterAt ? (
        <>
          {t("later.on", { when: format.dateTime(reason.laterAt, { dateStyle: "long" }) })} {asking("ask")}
        </>
      ) : (
        asking("later.unknown")
      ),
    final: () => (reason.notes.length > 0 ? asking("ask") : null),
  };
  const line = lines[reason.class]();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-[0.9375rem]">
      <Badge tone={toneOfClass[reason.class]}>{t(`class.${reason.class}`)}</Badge>
      {line ? <p>{line}</p> : null}
    </div>
  );
}

/** DOKU's words under ours, and how sure we are that they mean the same. */
function Quoted({ reason, partner, named }: InnerProps & { named: boolean }) {
  const t = useTranslations("reasons");
  const doubt = reason.code === "OTHER" ? t("unknown", { partner: partner.name }) : t("guess");
  return (
    <div className="space-y-1.5">
      <DokuNotes entities={quotesOf(reason.notes)} named={named} />
      {reason.certain ? null : <p className="text-sm text-soft">{doubt}</p>}
    </div>
  );
}

function ToldReason({ reason, partner, level, named }: InnerProps & { level: HeadingLevel; named: boolean }) {
  const t = useTranslations("reasons");
  const asking = useAsking(partner);
  const Heading = `h${level}` as const;
  const Below = ({ 2: "h3", 3: "h4", 4: "h5" } as const)[level];
  const key = reasonTextKey(reason.code, reason.type);
  const { subject } = reason;
  const picture = pictureOfReason(reason.code, subject);
  const isWritten = reason.notes.length > 0;
  return (
    <div className="space-y-3">
      <div className="space-y-1">
        <Heading className="text-lg font-bold tracking-tight">{t(`${key}.title`, { subject })}</Heading>
        <p>{isWritten ? t(`${key}.what`, { subject }) : asking("unwritten")}</p>
      </div>
      {isWritten ? <Quoted reason={reason} partner={partner} named={named} /> : null}
      <div className="space-y-2">
        <div className="space-y-1">
          <Below className="text-[0.9375rem] font-semibold">{t("goodTitle")}</Below>
          <p>{t(`${key}.good`, { subject })}</p>
        </div>
        {picture ? <ReasonPicture picture={picture} /> : null}
      </div>
      {isWritten ? (
        <div className="space-y-1">
          <Below className="text-[0.9375rem] font-semibold">{t("actionTitle")}</Below>
          <p>{t(`${key}.action`, { subject })}</p>
        </div>
      ) : null}
      <ClassLine reason={reason} partner={partner} />
    </div>
  );
}

/**
 * Why a section was refused: in our words with what a good one looks like, and in DOKU's. Notes that mean the same are
 * told once. It brings no frame of its own.
 */
export function ReasonCard({ reasons, type, partner, level = 3, named = false, state }: CardProps) {
  const told = reasons.length > 0 ? toldOf(reasons) : [withoutNote(type, state)];
  return (
    <div className="space-y-6 divide-y divide-line [&>*+*]:pt-6">
      {told.map((reason) => (
        <ToldReason
          key={`${reason.code}.${reason.subject}.${reason.class}`}
          reason={reason}
          partner={partner}
          level={level}
          named={named}
        />
      ))}
    </div>
  );
}
