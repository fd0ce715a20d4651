import { useTranslations } from "next-intl";
import { slugOf } from "@/lib/domain/correction";
import type { Section } from "@/lib/domain/sections";
import { paths } from "@/lib/paths";
import { ButtonLink } from "../ui/button-link";
import { Card } from "../ui/card";
import { PictureMark } from "../ui/picture-mark";
import type { Partner } from "./partner";
import { ReasonCard } from "./reason-card";
import { ReturnedWords } from "./returned-words";
import { SectionIcon } from "./section-icon";
import { sectionKey } from "./section-words";
import type { AtDoku, KnownEntity } from "./status-model";
import type { VerdictRow } from "./status-rows";

const reasonsOf = (entities: readonly KnownEntity[], state: Section["state"]) =>
  entities.filter((entity) => entity.state === state).flatMap(({ reasons }) => reasons);

/** What can be done about it here: one button, or why there is none. */
function FixLine({ row, isWaiting }: { row: VerdictRow; isWaiting: boolean }) {
  const t = useTranslations("status.fix");
  const sections = useTranslations("sections");
  const slug = slugOf(row.type);
  if (!row.fix || !slug || row.fix.class === "final") return null;
  const { progress } = row.fix;
  if (progress === null) return isWaiting ? <p className="text-[0.9375rem] text-soft">{t("afterThis")}</p> : null;
  return (
    <div className="space-y-2.5" data-print="hide">
      {progress === "unchanged" ? null : <p className="text-[0.9375rem] font-semibold">{t(`saved.${progress}`)}</p>}
      <ButtonLink href={paths.correctSection(slug)} variant={progress === "ready" ? "secondary" : "primary"} wide>
        {t(`button.${progress}`)}
        <span className="sr-only">: {sections(`name.${sectionKey(row.type)}`)}</span>
      </ButtonLink>
    </div>
  );
}

/** A section that DOKU refused: why in the merchant's words and in DOKU's, and one button to correct just that. */
export function RefusedCard({ row, partner, isWaiting }: { row: VerdictRow; partner: Partner; isWaiting: boolean }) {
  const t = useTranslations("status");
  const sections = useTranslations("sections");
  const key = sectionKey(row.type);
  return (
    <Card as="section" tone="bad" aria-labelledby={`refused-${key}`} className="space-y-4">
      <div className="flex items-center gap-x-3.5">
        <PictureMark tone="bad" picture={<SectionIcon name={row.type} />} />
        <div className="min-w-0">
          <p className="text-sm font-semibold text-bad">{t("refusedTag")}</p>
          <h2 id={`refused-${key}`} className="text-xl/7 font-bold tracking-tight">
            {sections(`name.${key}`)}
          </h2>
        </div>
      </div>
      {row.returned ? <ReturnedWords returned={row.returned} partnerName={partner.name} /> : null}
      <ReasonCard
        reasons={reasonsOf(row.entities, "rejected")}
        type={row.type}
        partner={partner}
        named={row.entities.length > 1}
        state="rejected"
      />
      <FixLine row={row} isWaiting={isWaiting} />
    </Card>
  );
}

/** Why DOKU has suspended the business, or a part of its data. */
export function SuspendedCard({
  suspension: { scope, sections },
  partner,
}: {
  suspension: NonNullable<AtDoku["suspension"]>;
  partner: Partner;
}) {
  const t = useTranslations("status");
  const words = useTranslations("sections");
  return (
    <Card as="section" tone="bad" aria-labelledby="suspended" className="space-y-4">
      <h2 id="suspended" className="text-xl font-bold tracking-tight">
        {t("suspendedTitle")}
      </h2>
      {sections.map(({ type, entities }) => (
        <div key={type} className="space-y-3">
          {scope === "part" ? (
            <p className="text-sm font-semibold text-bad">{words(`name.${sectionKey(type)}`)}</p>
          ) : null}
          <ReasonCard
            reasons={reasonsOf(entities, "suspended")}
            type={type}
            partner={partner}
            named={scope === "part" && entities.length > 1}
            state="suspended"
          />
        </div>
      ))}
      <p>{t(scope === "part" ? "suspendedPartAdvice" : "suspendedAdvice")}</p>
    </Card>
  );
}

/** Every section is approved, and DOKU does not open the business all the same. */
export function NotOpenedCard({ operational, partner }: { operational: Section<KnownEntity>; partner: Partner }) {
  const t = useTranslations("status");
  return (
    <Card as="section" tone="bad" aria-labelledby="not-opened" className="space-y-4">
      <h2 id="not-opened" className="text-xl font-bold tracking-tight">
        {t("notOpenedTitle")}
      </h2>
      <ReasonCard
        reasons={reasonsOf(operational.entities, "rejected")}
        type={operational.type}
        partner={partner}
        state="rejected"
      />
    </Card>
  );
}
