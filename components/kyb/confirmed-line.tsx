import { useTranslations } from "next-intl";
import { Ago } from "../live/ago";
import { type AskDoku, AskDokuForm } from "./ask-doku";

/** So many readings in a row that fail are no accident. */
const patience = 2;

/** When DOKU last confirmed what the page says, and the way to ask it again: parts of a row that wraps. */
export function ConfirmedLine({
  confirmedAt,
  readFailures,
  now,
  known,
  ask,
}: {
  confirmedAt: Date | null;
  /** Readings in a row that failed. */
  readFailures: number;
  now: Date;
  known: string;
  ask: AskDoku;
}) {
  const t = useTranslations("status");
  const texts = {
    button: t("askDoku.button"),
    pending: t("askDoku.pending"),
    asked: t("askDoku.asked"),
    failed: t("askDoku.failed"),
  };
  return (
    <>
      <div className="flex min-h-11 flex-wrap items-center gap-x-4 text-sm text-soft">
        <p>
          {confirmedAt ? t.rich("confirmed", { ago: () => <Ago at={confirmedAt} now={now} /> }) : t("notConfirmed")}
        </p>
        <AskDokuForm ask={ask} known={known} texts={texts} />
      </div>
      {readFailures > patience ? <p className="mb-2.5 basis-full text-sm text-soft">{t("unreachable")}</p> : null}
    </>
  );
}
