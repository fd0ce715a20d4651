import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Entity, Section } from "@/lib/domain/sections";
import { classes } from "../ui/classes";
import { Row, RowList } from "../ui/row-list";
import { toneText } from "../ui/tone";
import type { Partner } from "./partner";
import { sectionKey, stateKey, toneOf } from "./section-words";
import { useMoments } from "./use-moments";

type RowsProps = { partner: Partner; now: Date };

/** By when DOKU answers, or that it is late. */
function useDue({ partner, now }: RowsProps) {
  const t = useTranslations("status.row");
  const { day } = useMoments();
  return (dueAt: Date | null, kind: "verdict" | "product") => {
    if (!dueAt) return null;
    if (dueAt < now) return t("late", { when: day(dueAt), partner: partner.name });
    return t(kind === "verdict" ? "due" : "activation", { when: day(dueAt) });
  };
}

/** The parts of a row, such as its documents, each with its own state. */
function EntityList({ section }: { section: Section }) {
  const t = useTranslations("sections");
  return (
    <ul className="divide-y divide-line border-t border-line text-sm">
      {section.entities.map((entity, index) => (
        <li key={entity.entityId} className="flex flex-wrap justify-between gap-x-4 py-2">
          <span>
            {entity.name ?? t("unnamed", { section: t(`name.${sectionKey(section.type)}`), number: index + 1 })}
          </span>
          <span
            className={classes(
              entity.state === "approved" ? "text-soft" : toneText[toneOf(section.type, entity.state)],
            )}
          >
            {t(`state.${stateKey(section.type, entity.state)}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function VerdictRow({ section, ...props }: RowsProps & { section: Section }) {
  const t = useTranslations("sections");
  const due = useDue(props)(section.dueAt, "verdict");
  const key = sectionKey(section.type);
  const said = section.notes[0]?.message;
  // What is approved stays quiet; what is refused has its card above, so a line of it is enough here.
  const note =
    section.state === "rejected" ? (
      said && t("quoted", { text: said })
    ) : section.state === "approved" ? null : (
      <>
        {t(`about.${key}`)}
        {due ? <span className="mt-0.5 block text-ink">{due}</span> : null}
      </>
    );
  return (
    <Row
      id={`section-${key}`}
      tone={toneOf(section.type, section.state)}
      title={t(`name.${key}`)}
      state={t(`state.${stateKey(section.type, section.state)}`)}
      note={note}
    >
      {section.entities.length > 1 ? <EntityList section={section} /> : null}
    </Row>
  );
}

function Heading({ id, children, aside }: { id: string; children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4">
      <h2 id={id} className="text-[15px] font-semibold text-soft">
        {children}
      </h2>
      {aside ? <p className="text-sm text-soft">{aside}</p> : null}
    </div>
  );
}

/** Every section that carries a verdict and applies, with when DOKU last confirmed it. */
export function VerdictRows({
  sections,
  confirmed,
  ...props
}: RowsProps & { sections: readonly Section[]; confirmed: ReactNode }) {
  const t = useTranslations("status");
  return (
    <section aria-labelledby="all-sections">
      <Heading id="all-sections" aside={confirmed}>
        {t("allSections")}
      </Heading>
      <RowList>
        {sections.map((section) => (
          <VerdictRow key={section.type} section={section} {...props} />
        ))}
      </RowList>
    </section>
  );
}

function ProductRow({ entity, dueAt, ...props }: RowsProps & { entity: Entity; dueAt: Date | null }) {
  const t = useTranslations("sections");
  const due = useDue(props)(entity.state === "in_review" ? dueAt : null, "product");
  const said = entity.notes.map((note) => t("quoted", { text: note.message })).join(" ");
  return (
    <Row
      tone={toneOf("BRAND_PRODUCT", entity.state)}
      title={entity.name ?? entity.entityId}
      state={t(`state.${stateKey("BRAND_PRODUCT", entity.state)}`)}
      note={said || due || undefined}
    />
  );
}

/** Whether payments can be taken: the brand's own status, then one line a payment method. */
export function PaymentRows({
  operational,
  products,
  ...props
}: RowsProps & { operational: Section | null; products: Section | null }) {
  const t = useTranslations("status");
  const sections = useTranslations("sections");
  return (
    <section aria-labelledby="payments">
      <Heading id="payments">{t("payments")}</Heading>
      <RowList>
        {operational ? (
          <Row
            id="section-OPERATIONAL_STATUS"
            tone={toneOf(operational.type, operational.state)}
            title={sections("name.OPERATIONAL_STATUS")}
            state={sections(`state.${stateKey(operational.type, operational.state)}`)}
            note={
              operational.state === "approved" || operational.state === "suspended"
                ? undefined
                : sections("about.OPERATIONAL_STATUS")
            }
          />
        ) : null}
        {products?.entities.map((entity) => (
          <ProductRow key={entity.entityId} entity={entity} dueAt={products.dueAt} {...props} />
        ))}
      </RowList>
    </section>
  );
}
