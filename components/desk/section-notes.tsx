import { useTranslations } from "next-intl";
import { type ExplainedNote, reasonTextKey } from "@/lib/domain/reasons";
import { paths } from "@/lib/paths";
import { Link } from "../ui/link";

/** `unknownAs`: where staff map the note; null when the catalogue is certain of it. */
export type StaffNote = ExplainedNote & { unknownAs: string | null };

/** What DOKU wrote, under the title that the merchant reads, with DOKU's own code and field. */
export function SectionNotes({ notes }: { notes: readonly StaffNote[] }) {
  const t = useTranslations("reasons");
  const sections = useTranslations("sections");
  const desk = useTranslations("desk.note");
  return (
    <ul className="space-y-2.5">
      {notes.map(({ type, code, subject, note, unknownAs, mapped }, index) => {
        const facts = [note.code, note.field].filter(Boolean).join(" · ");
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes have no id, and DOKU may repeat one.
          <li key={index} className="border-l-3 border-bad pl-3.5">
            <p className="font-semibold">{t(`${reasonTextKey(code, type)}.title`, { subject })}</p>
            <p className="break-words">{sections("quoted", { text: note.message })}</p>
            <p className="text-[0.8125rem] break-words text-soft">
              {facts}
              {mapped ? `${facts ? " · " : ""}${desk("mapped")}` : null}
            </p>
            {unknownAs ? (
              <p className="text-sm">
                <span className="font-semibold text-wait">{desk(code === "OTHER" ? "unknown" : "guess")}</span>{" "}
                <Link href={paths.deskReason(unknownAs)} className="inline-flex min-h-11 items-center sm:min-h-0">
                  {desk("map")}
                </Link>
              </p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
