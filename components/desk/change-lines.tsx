import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { Change } from "@/lib/domain/correction-plan";
import { maskNumber } from "@/lib/domain/mask";
import type { CallbackType } from "@/lib/domain/sections";
import { classes } from "../ui/classes";
import { changeSecret } from "./answers-model";
import { useChangeTerm, useFieldWords } from "./field-words";
import { OpenFile } from "./open-file";
import { Secret } from "./reveal";

/** Files of ours, each opening beside the data; those that were replaced are kept. */
function FileLinks({ fileIds, which }: { fileIds: readonly string[]; which: "before" | "after" }) {
  const t = useTranslations("desk.change");
  if (fileIds.length === 0) return t("noFile");
  return fileIds.map((id, index) => (
    <Fragment key={id}>
      {index > 0 ? ", " : null}
      <OpenFile fileId={id} className="text-inherit">
        {t(`file.${which}`, { number: fileIds.length > 1 ? index + 1 : "" }).trim()}
      </OpenFile>
    </Fragment>
  ));
}

/** What differs between two times of sending, the old value beside the new one. */
export function ChangeLines({
  changes,
  slotNames,
  maskedOf,
}: {
  changes: readonly Change[];
  slotNames: ReadonlyMap<string, string>;
  /** The section of the working copy whose numbers are to be masked; those of past attempts come masked. */
  maskedOf?: CallbackType | undefined;
}) {
  const t = useTranslations("desk.change");
  const { option } = useFieldWords();
  const term = useChangeTerm(slotNames);
  const side = (change: Change, which: "before" | "after") => {
    if (change.kind === "file") return <FileLinks fileIds={change[which]} which={which} />;
    const secret = maskedOf && change[which] ? changeSecret(maskedOf, change, which) : null;
    if (secret)
      return <Secret name={secret} masked={maskNumber(change[which])} label={`${term(change)} (${t(which)})`} />;
    const value = change.kind === "field" ? option(change.part, change.field, change[which]) : change[which];
    return value || t("empty");
  };
  return (
    <dl className="grid gap-x-4 text-[0.9375rem] sm:grid-cols-[minmax(0,10rem)_minmax(0,1fr)] sm:gap-y-1">
      {changes.map((change) => (
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
