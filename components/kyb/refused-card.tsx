import { useTranslations } from "next-intl";
import type { Section } from "@/lib/domain/sections";
import { Card } from "../ui/card";
import { DokuNotes } from "./doku-notes";
import type { Partner } from "./partner";
import { sectionKey } from "./section-words";

function Ask({ partner }: { partner: Partner }) {
  const t = useTranslations("status");
  return (
    <p className="text-[15px] text-soft">
      {t.rich("ask", {
        partner: partner.name,
        address: partner.email,
        mail: (words) => <a href={`mailto:${partner.email}`}>{words}</a>,
      })}
    </p>
  );
}

/** A section that DOKU refused: why in DOKU's words, what a good one looks like in ours, and who helps. */
export function RefusedCard({ section, partner }: { section: Section; partner: Partner }) {
  const t = useTranslations("status");
  const sections = useTranslations("sections");
  const key = sectionKey(section.type);
  const refused = section.entities.filter((entity) => entity.state === "rejected");
  return (
    <Card as="section" tone="bad" aria-labelledby={`refused-${key}`} className="space-y-3">
      <div>
        <p className="text-sm font-semibold text-bad">{t("refusedTag")}</p>
        <h2 id={`refused-${key}`} className="mt-0.5 text-xl font-bold tracking-tight">
          {sections(`name.${key}`)}
        </h2>
      </div>
      <DokuNotes entities={refused} named={section.entities.length > 1} />
      <p>{sections(`advice.${key}`)}</p>
      <Ask partner={partner} />
    </Card>
  );
}

/** A suspension: DOKU's notes stand with the brand (contract section 10). */
export function SuspendedCard({ sections, partner }: { sections: readonly Section[]; partner: Partner }) {
  const t = useTranslations("status");
  const suspended = sections.flatMap((section) => section.entities.filter((entity) => entity.state === "suspended"));
  return (
    <Card as="section" tone="bad" aria-labelledby="suspended" className="space-y-3">
      <h2 id="suspended" className="text-xl font-bold tracking-tight">
        {t("suspendedTitle")}
      </h2>
      <DokuNotes entities={suspended} named={false} />
      <p>{t("suspendedAdvice")}</p>
      <Ask partner={partner} />
    </Card>
  );
}
