import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ClockState } from "@/lib/domain/clocks";
import type { CallbackType, Entity, Section } from "@/lib/domain/sections";
import { SectionIcon } from "../kyb/section-icon";
import { sectionKey, stateKey, toneOf } from "../kyb/section-words";
import { useMoments } from "../kyb/use-moments";
import { Badge } from "../ui/badge";
import { Row } from "../ui/row-list";
import { AttemptList, type StaffAttempt } from "./attempt-list";
import { toneOfClock, useTimeLeft } from "./clock-words";
import { SectionNotes, type StaffNote } from "./section-notes";

type Reported = Entity & { rawStatus: string; changedAt: Date };
export type StaffSection = Section<Reported> & {
  clock: ClockState | null;
  reasons: StaffNote[];
  attempts: StaffAttempt[];
};

function EntityLine({ entity, reasons }: { entity: Reported; reasons: readonly StaffNote[] }) {
  const t = useTranslations("sections");
  const desk = useTranslations("desk.section");
  const { short } = useMoments();
  return (
    <li className="space-y-1.5 py-2.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0">
          {entity.name ? <span className="font-semibold">{entity.name} </span> : null}
          <span className="font-mono text-[0.8125rem] break-all text-soft">{entity.entityId}</span>
        </span>
        <span>
          {t(`state.${stateKey(entity.type, entity.state)}`)}{" "}
          <span className="font-mono text-[0.8125rem] text-soft">{entity.rawStatus}</span>
        </span>
      </div>
      <p className="text-[0.8125rem] text-soft">
        {entity.dokuTime
          ? desk("times", { doku: short(entity.dokuTime), ours: short(entity.changedAt) })
          : desk("timeOurs", { ours: short(entity.changedAt) })}
      </p>
      {reasons.length > 0 ? <SectionNotes notes={reasons} /> : null}
    </li>
  );
}

/** The deadline, and a badge once it is near or past. */
function SectionClock({ clock, dueAt, now }: { clock: ClockState; dueAt: Date; now: Date }) {
  const t = useTranslations("desk");
  const timeLeft = useTimeLeft();
  const { day } = useMoments();
  const words = t(`section.${clock === "overdue" ? "overdue" : "due"}`, { when: day(dueAt) });
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {clock === "running" ? null : <Badge tone={toneOfClock[clock]}>{t(`urgency.${clock}`)}</Badge>}
      <span>{`${words} · ${timeLeft(dueAt, now)}`}</span>
    </span>
  );
}

/** What needs somebody stands first; the rest keeps the order in which people read it. */
const urgency = ["suspended", "rejected"];
const placeOf = ({ state }: StaffSection) => (urgency.includes(state) ? urgency.indexOf(state) : urgency.length);
const byUrgency = (one: StaffSection, other: StaffSection) => placeOf(one) - placeOf(other);

/** Every section that applies, on a card of its own: clock, entities with DOKU's words and our title for them, and all attempts. */
export function MerchantSections({
  sections,
  slotNames,
  now,
  deedsOf,
}: {
  sections: readonly StaffSection[];
  slotNames: ReadonlyMap<string, string>;
  now: Date;
  /** What can be done about a section. */
  deedsOf?: (type: CallbackType) => ReactNode;
}) {
  const t = useTranslations("sections");
  return (
    <ul className="space-y-3 [&>li]:rounded-card [&>li]:border [&>li]:border-line [&>li]:bg-card">
      {[...sections].sort(byUrgency).map(({ type, state, clock, dueAt, entities, reasons, attempts }) => (
        <Row
          key={type}
          id={`section-${sectionKey(type)}`}
          picture={<SectionIcon name={type} />}
          tone={toneOf(type, state)}
          title={t(`name.${sectionKey(type)}`)}
          state={t(`state.${stateKey(type, state)}`)}
          note={clock && dueAt ? <SectionClock clock={clock} dueAt={dueAt} now={now} /> : undefined}
        >
          <ul className="divide-y divide-line border-t border-line text-[0.9375rem]">
            {entities.map((entity) => (
              <EntityLine
                key={entity.entityId}
                entity={entity}
                reasons={reasons.filter(({ entityId }) => entityId === entity.entityId)}
              />
            ))}
          </ul>
          {attempts.length > 0 ? (
            <div className="border-t border-line pt-2.5 text-[0.9375rem]">
              <AttemptList attempts={attempts} slotNames={slotNames} />
            </div>
          ) : null}
          {deedsOf?.(type)}
        </Row>
      ))}
    </ul>
  );
}
