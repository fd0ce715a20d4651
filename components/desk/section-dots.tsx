import { useTranslations } from "next-intl";
import { type callbackTypes, type EntityState, sectionsOf } from "@/lib/domain/sections";
import { verdictProgress } from "@/lib/domain/standing";
import { sectionKey, stateKey, toneOf } from "../kyb/section-words";
import { classes } from "../ui/classes";
import type { Tone } from "../ui/tone";

const paint: Record<Tone, string> = { ok: "bg-ok", wait: "bg-wait", bad: "bg-bad", idle: "bg-edge" };

/** One dot a section that applies, and how many are approved in words. */
export function SectionDots({
  entities,
}: {
  entities: readonly { type: (typeof callbackTypes)[number]; state: EntityState }[];
}) {
  const t = useTranslations("sections");
  const desk = useTranslations("desk");
  const sections = sectionsOf(
    entities.map((entity, index) => ({ ...entity, entityId: String(index), name: null, notes: [], dokuTime: null })),
    {},
  );
  const { approved, total } = verdictProgress(sections);
  if (sections.length === 0) return null;
  return (
    <div>
      <span className="text-sm text-soft tabular-nums">{desk("approvedOf", { approved, total })}</span>
      <span aria-hidden="true" className="mt-1.5 flex gap-1">
        {sections.map(({ type, state }) => (
          <span
            key={type}
            title={t("spoken", { section: t(`name.${sectionKey(type)}`), state: t(`state.${stateKey(type, state)}`) })}
            className={classes("h-1.5 w-3.5 rounded-full", paint[toneOf(type, state)])}
          />
        ))}
      </span>
    </div>
  );
}
