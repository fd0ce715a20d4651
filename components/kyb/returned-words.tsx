import { useTranslations } from "next-intl";
import type { Returned } from "@/lib/domain/case-deeds";
import { reasonTextKey, subjectOfNote } from "@/lib/domain/reasons";
import { useMoments } from "./use-moments";

/** What the partner's staff say about a refused section: their words, and what to look at. DOKU's own notes stand beside it. */
export function ReturnedWords({
  returned: { type, reasons: codes, note, returnedAt },
  partnerName,
  level = 3,
}: {
  returned: Returned;
  partnerName: string;
  level?: 2 | 3;
}) {
  const t = useTranslations("sections.returned");
  const sections = useTranslations("sections");
  const reasons = useTranslations("reasons");
  const { short } = useMoments();
  const Heading = `h${level}` as const;
  const subject = subjectOfNote(type, "", null);
  return (
    <div className="space-y-3 rounded-control bg-info-bg px-4 py-3.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Heading className="font-bold">{t("title", { partner: partnerName })}</Heading>
        <time dateTime={returnedAt.toISOString()} className="text-sm text-soft">
          {short(returnedAt)}
        </time>
      </div>
      {note ? <p className="break-words whitespace-pre-line">{sections("quoted", { text: note })}</p> : null}
      {codes.length > 0 ? (
        <ul className="space-y-2">
          {codes.map((code) => {
            const key = reasonTextKey(code, type);
            return (
              <li key={code}>
                <p className="font-semibold">{reasons(`${key}.title`, { subject })}</p>
                <p className="text-[0.9375rem]">{reasons(`${key}.action`, { subject })}</p>
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
}
