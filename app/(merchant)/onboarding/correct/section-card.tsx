import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SectionIcon } from "@/components/kyb/section-icon";
import { sectionKey } from "@/components/kyb/section-words";
import { ChangeList, type ChangeRow } from "@/components/onboarding/change-list";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { PictureMark } from "@/components/ui/picture-mark";
import { Row, RowList } from "@/components/ui/row-list";
import type { Tone } from "@/components/ui/tone";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { SectionSlug } from "@/lib/domain/correction";
import { partner } from "../partner";
import type { OverviewRow } from "./overview-model";

type SectionPath = (slug: SectionSlug) => string;

const tones: Record<OverviewRow["state"], Tone> = {
  ready: "ok",
  waiting: "wait",
  unchanged: "idle",
  incomplete: "wait",
  final: "bad",
};
const actions = {
  ready: "change",
  waiting: "change",
  unchanged: "fix",
  incomplete: "complete",
  final: "reasonLink",
} as const;

/** Sections that nobody has touched yet, one line each, the whole line leading to the section. */
export async function UntouchedRows({
  rows,
  sectionPath,
  title,
}: {
  rows: readonly OverviewRow[];
  sectionPath: SectionPath;
  title: string | null;
}) {
  const [t, sections, format] = await Promise.all([
    getTranslations("correct.overview"),
    getTranslations("sections.name"),
    getFormatter(),
  ]);
  return (
    <section aria-labelledby={title ? "untouched-heading" : undefined}>
      {title ? (
        <h2 id="untouched-heading" className="mb-2.5 text-[0.9375rem] font-semibold text-soft">
          {title}
        </h2>
      ) : null}
      <RowList>
        {rows.map(({ section, slug, laterAt }) => (
          <Row
            key={slug}
            picture={<SectionIcon name={section.type} />}
            tone={section.cause === "change" ? "idle" : "bad"}
            title={sections(sectionKey(section.type))}
            state={t(section.cause === "change" ? "open" : "fix")}
            note={laterAt ? t("later", { when: format.dateTime(laterAt, { dateStyle: "long" }) }) : undefined}
            href={sectionPath(slug)}
          />
        ))}
      </RowList>
    </section>
  );
}

/** One section that is changed or cannot be: how far it is, what changes, and the way to it. */
export async function SectionCard({
  row: { section, slug, state, waits, laterAt },
  sectionPath,
  changes,
  missing,
}: {
  row: OverviewRow;
  sectionPath: SectionPath;
  changes: readonly ChangeRow[];
  missing: readonly string[];
}) {
  const [t, correct, sections, format] = await Promise.all([
    getTranslations("correct.overview"),
    getTranslations("correct"),
    getTranslations("sections.name"),
    getFormatter(),
  ]);
  const key = sectionKey(section.type);
  const name = sections(key);
  const action = t(actions[state]);
  const { name: partnerName, email } = await partner();
  return (
    <Card as="section" aria-labelledby={`correct-${key}`} className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
        <div className="flex flex-wrap items-center gap-x-3.5 gap-y-2">
          <PictureMark tone={tones[state]} picture={<SectionIcon name={section.type} />} />
          <h2 id={`correct-${key}`} className="text-lg font-bold">
            {name}
          </h2>
        </div>
        <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
      </div>
      {state === "final" ? (
        <p>
          {t.rich("final", {
            partner: partnerName,
            address: email,
            mail: (words: ReactNode) => (
              <a href={`mailto:${email}`} className="wrap-anywhere">
                {words}
              </a>
            ),
          })}
        </p>
      ) : null}
      {laterAt ? (
        <p className="text-wait">{t("later", { when: format.dateTime(laterAt, { dateStyle: "long" }) })}</p>
      ) : null}
      {waits ? <p className="text-wait">{t(`waits.${waits}`, { partner: partnerName })}</p> : null}
      {state === "incomplete" && missing.length > 0 ? (
        <div>
          <p className="text-[0.9375rem] font-semibold">{t("issues")}</p>
          <ul className="list-disc pl-5">
            {missing.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {changes.length > 0 ? (
        <ChangeList rows={changes} texts={{ before: correct("was"), after: correct("now") }} />
      ) : null}
      <p data-print="hide">
        <ButtonLink
          href={sectionPath(slug)}
          variant={state === "incomplete" ? "primary" : "quiet"}
          size="sm"
          className={state === "incomplete" ? undefined : "-ml-4"}
        >
          <span aria-hidden="true">{action}</span>
          <VisuallyHidden>{t("of", { action, section: name })}</VisuallyHidden>
        </ButtonLink>
      </p>
    </Card>
  );
}
