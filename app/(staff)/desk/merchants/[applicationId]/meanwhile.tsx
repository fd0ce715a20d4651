import { getTranslations } from "next-intl/server";
import { Timeline, type TimelineEntry } from "@/components/desk/timeline";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";

const shown = 10;

/** The moment in the address, in milliseconds, as a refused decision puts it there; null for anything else. */
export function momentIn(text: string | string[] | undefined): Date | null {
  return typeof text === "string" && /^\d{12,14}$/.test(text) ? new Date(Number(text)) : null;
}

/** After a decision was refused because the case moved on: who did what since its maker looked. */
export async function Meanwhile({
  since,
  entries,
  doneHref,
}: {
  since: Date;
  entries: readonly TimelineEntry[];
  doneHref: string;
}) {
  const t = await getTranslations("desk.case.meanwhile");
  // Calls to DOKU follow from what people and DOKU do; by themselves they decide nothing.
  const news = entries.filter(({ kind, at }) => at > since && kind !== "call" && kind !== "mail");
  return (
    <Notice
      tone="warn"
      live="assertive"
      title={t("title")}
      className="mb-6"
      actions={
        <ButtonLink href={doneHref} variant="secondary" size="sm" scroll={false} replace>
          {t("done")}
        </ButtonLink>
      }
    >
      <div className="space-y-3">
        <p>{t(news.length > 0 ? "lead" : "nothing")}</p>
        {news.length > 0 ? <Timeline entries={news.slice(0, shown)} /> : null}
      </div>
    </Notice>
  );
}
