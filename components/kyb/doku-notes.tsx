import { useTranslations } from "next-intl";
import type { Entity } from "@/lib/domain/sections";

type Noted = Pick<Entity, "entityId" | "name" | "notes">;

/** What DOKU wrote, as its own words and not ours; entities are named where there are several. */
export function DokuNotes({ entities, named }: { entities: readonly Noted[]; named: boolean }) {
  const t = useTranslations("sections");
  const written = entities.flatMap(({ entityId, name, notes }) =>
    notes.map((note, index) => ({ id: `${entityId}-${index}`, name: name ?? entityId, message: note.message })),
  );
  if (written.length === 0) return <p className="text-soft">{t("noNote")}</p>;
  return (
    <figure>
      <figcaption className="text-sm font-semibold text-soft">{t("noteOfDoku")}</figcaption>
      <blockquote className="mt-1 space-y-1.5 border-l-3 border-bad pl-3.5">
        {written.map(({ id, name, message }) => (
          <p key={id}>
            {named ? <span className="font-semibold">{name}: </span> : null}
            {t("quoted", { text: message })}
          </p>
        ))}
      </blockquote>
    </figure>
  );
}
