import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { Change } from "@/lib/domain/correction-plan";
import { paths } from "@/lib/paths";
import { classes } from "../ui/classes";
import { shownChange } from "./answers-model";
import { useChangeTerm, useFieldWords } from "./field-words";

/** Files of ours, each opening in a tab of its own; those that were replaced are kept. */
function FileLinks({ fileIds, which }: { fileIds: readonly string[]; which: "before" | "after" }) {
  const t = useTranslations("desk.change");
  const file = useTranslations("desk.file");
  if (fileIds.length === 0) return t("noFile");
  return fileIds.map((id, index) => (
    <Fragment key={id}>
      {index > 0 ? ", " : null}
      <a href={paths.file(id)} target="_blank" rel="noreferrer" className="text-inherit">
        {t(`file.${which}`, { number: fileIds.length > 1 ? index + 1 : "" }).trim()}
        <span className="sr-only"> {file("newTab")}</span>
      </a>
    </Fragment>
  ));
}

/** What differs between two times of sending, the old value beside the new one. */
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
    if (change.kind === "file") return <FileLinks fileIds={change[which]} which={which} />;
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
              <del className={classes("text-bad decoration-1", change.kind === "file" && "no-underline")}>
                {side(change, "before")}
              </del>{" "}
              <span className="sr-only">{t("after")} </span>
              <ins className="text-ok no-underline">{side(change, "after")}</ins>
            </dd>
          </Fragment>
        ))}
    </dl>
  );
}
