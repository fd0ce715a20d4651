import { useTranslations } from "next-intl";
import type { Entity, Section } from "@/lib/domain/sections";
import { DokuNotes } from "../kyb/doku-notes";
import { sectionKey, stateKey, toneOf } from "../kyb/section-words";
import { useMoments } from "../kyb/use-moments";
import { Row, RowList } from "../ui/row-list";

type Reported = Entity & { rawStatus: string; changedAt: Date };

function EntityLine({ entity, type }: { entity: Reported; type: Section["type"] }) {
  const t = useTranslations("sections");
  const desk = useTranslations("desk.section");
  const { short } = useMoments();
  return (
    <li className="space-y-1.5 py-2.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0">
          {entity.name ? <span className="font-semibold">{entity.name} </span> : null}
          <span className="font-mono text-[13px] break-all text-soft">{entity.entityId}</span>
        </span>
        <span>
          {t(`state.${stateKey(type, entity.state)}`)}{" "}
          <span className="font-mono text-[13px] text-soft">{entity.rawStatus}</span>
        </span>
      </div>
      <p className="text-[13px] text-soft">
        {entity.dokuTime
          ? desk("times", { doku: short(entity.dokuTime), ours: short(entity.changedAt) })
          : desk("timeOurs", { ours: short(entity.changedAt) })}
      </p>
      {entity.notes.length > 0 ? (
        <>
          <DokuNotes entities={[entity]} named={false} />
          <p className="text-[13px] text-soft">
            {entity.notes
              .map(({ code, field }) => [code, field].filter(Boolean).join(" · "))
              .filter(Boolean)
              .join(" / ")}
          </p>
        </>
      ) : null}
    </li>
  );
}

/** Every section that applies with its entities, DOKU's notes and DOKU's own status words. */
export function MerchantSections({
  sections,
  entities,
  now,
}: {
  sections: readonly Section[];
  entities: readonly Reported[];
  now: Date;
}) {
  const t = useTranslations("sections");
  const desk = useTranslations("desk.section");
  const { day } = useMoments();
  return (
    <RowList>
      {sections.map(({ type, state, dueAt }) => (
        <Row
          key={type}
          id={`section-${sectionKey(type)}`}
          tone={toneOf(type, state)}
          title={t(`name.${sectionKey(type)}`)}
          state={t(`state.${stateKey(type, state)}`)}
          note={dueAt ? desk(dueAt < now ? "overdue" : "due", { when: day(dueAt) }) : undefined}
        >
          <ul className="divide-y divide-line border-t border-line text-[15px]">
            {entities
              .filter((entity) => entity.type === type)
              .map((entity) => (
                <EntityLine key={entity.entityId} entity={entity} type={type} />
              ))}
          </ul>
        </Row>
      ))}
    </RowList>
  );
}
