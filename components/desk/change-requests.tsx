import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ChangeableType, ChangeState } from "@/lib/domain/changes";
import { useMoments } from "../kyb/use-moments";
import { Ago } from "../live/ago";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import type { Tone } from "../ui/tone";

export type StaffChange = {
  id: string;
  type: ChangeableType;
  state: ChangeState;
  reason: string;
  answer: string | null;
  askedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
};

const tones: Record<ChangeState, Tone> = {
  asked: "wait",
  approved: "ok",
  declined: "bad",
  withdrawn: "idle",
  sent: "ok",
};

/** A change of approved data that waits for staff. `form` decides it. */
export function AskedChange({ change, now, form }: { change: StaffChange; now: Date; form: ReactNode }) {
  const t = useTranslations("desk.change");
  const sections = useTranslations("sections");
  return (
    <Card as="section" tone="wait" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="font-semibold">{t("title", { section: sections(`name.${change.type}`) })}</h3>
        <span className="text-sm text-soft">
          {t.rich("asked", { ago: () => <Ago at={change.askedAt} now={now} /> })}
        </span>
      </div>
      <figure>
        <figcaption className="text-sm font-semibold text-soft">{t("words")}</figcaption>
        <blockquote className="mt-1 border-l-3 border-edge pl-3.5 break-words whitespace-pre-line">
          {sections("quoted", { text: change.reason })}
        </blockquote>
      </figure>
      <p className="text-[0.9375rem] text-soft">{t("what")}</p>
      {form}
    </Card>
  );
}

/** Changes that were decided, taken back or sent, the latest first. */
export function PastChanges({ changes }: { changes: readonly StaffChange[] }) {
  const t = useTranslations("desk.change");
  const sections = useTranslations("sections");
  const { short } = useMoments();
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-card">
      {changes.map(({ id, type, state, reason, answer, askedAt, decidedAt, decidedByName }) => {
        const facts = [
          t("askedOn", { when: short(askedAt) }),
          decidedAt && decidedByName && t("decided", { when: short(decidedAt), name: decidedByName }),
        ];
        return (
          <li key={id} className="space-y-1 px-5 py-3.5">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <span className="font-semibold">{sections(`name.${type}`)}</span>
              <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
            </div>
            <p className="text-[0.9375rem] break-words whitespace-pre-line">{sections("quoted", { text: reason })}</p>
            {answer ? (
              <p className="text-[0.9375rem] break-words whitespace-pre-line">
                <span className="font-semibold">{t("answered")}</span> {sections("quoted", { text: answer })}
              </p>
            ) : null}
            <p className="text-[0.8125rem] text-soft">{facts.filter(Boolean).join(" · ")}</p>
          </li>
        );
      })}
    </ul>
  );
}
