import { useTranslations } from "next-intl";
import { slugOf } from "@/lib/domain/correction";
import { paths } from "@/lib/paths";
import { Link } from "../ui/link";
import type { Partner } from "./partner";
import { sectionKey } from "./section-words";
import type { VerdictRow } from "./status-rows";

/** The way to change what is approved: ask, wait, change. */
export function RowChange({ row, partner }: { row: VerdictRow; partner: Partner }) {
  const t = useTranslations("status.change");
  const sections = useTranslations("sections");
  const slug = slugOf(row.type);
  const { change } = row;
  if (!change || !slug) return null;
  const href = change.kind === "open" ? paths.correctSection(slug) : paths.askChange(slug);
  const said =
    change.kind === "asked"
      ? t("asked", { partner: partner.name })
      : change.kind === "open"
        ? t(change.isReady ? "ready" : "open")
        : change.kind === "declined"
          ? t("declined", { partner: partner.name, answer: change.answer })
          : null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 text-sm">
      {said ? <p className="text-ink">{said}</p> : null}
      <Link href={href} data-print="hide" className="inline-flex min-h-11 items-center">
        {t(`link.${change.kind}`)}
        <span className="sr-only">: {sections(`name.${sectionKey(row.type)}`)}</span>
      </Link>
    </div>
  );
}
