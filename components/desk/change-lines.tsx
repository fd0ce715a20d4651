import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { Change } from "@/lib/domain/correction-plan";
import { shownChange } from "./answers-model";
import { useChangeTerm, useFieldWords } from "./field-words";

/** What differs between two times of sending, the old value beside the new one; files by their number. */
export function ChangeLines({
  changes,
  slotNames,
  whole,
}: {
  changes: readonly Change[];
  slotNames: ReadonlyMap<string, string>;
  /** Personal numbers in full. */
  whole: boolean;
}) {
  const t = useTranslations("desk.change");
  const { option } = useFieldWords();
  const term = useChangeTerm(slotNames);
  const side = (change: Change, which: "before" | "after") => {
    if (change.kind === "file") return t("files", { count: change[which].length });
    const value = change.kind === "field" ? option(change.part, change.field, change[which]) : change[which];
    return value || t("empty");
  };
  return (
    <dl className="grid gap-x-4 text-[15px] sm:grid-cols-[minmax(0,10rem)_minmax(0,1fr)] sm:gap-y-1">
      {changes
        .map((change) => shownChange(change, whole))
        .map((change) => (
          <Fragment
            key={
              change.kind === "field"
                ? `${change.part}.${change.contactKey}.${change.field}`
                : `${change.slotId}.${change.kind === "value" ? change.code : ""}`
            }
          >
            <dt className="text-soft">{term(change)}</dt>
            <dd className="mb-2 break-words whitespace-pre-line tabular-nums sm:mb-0">
              <span className="sr-only">{t("before")} </span>
              <del className="text-bad decoration-1">{side(change, "before")}</del>{" "}
              <span className="sr-only">{t("after")} </span>
              <ins className="text-ok no-underline">{side(change, "after")}</ins>
            </dd>
          </Fragment>
        ))}
    </dl>
  );
}
