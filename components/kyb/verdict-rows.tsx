import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { reasonTextKey } from "@/lib/domain/reasons";
import { classes } from "../ui/classes";
import { PictureMark } from "../ui/picture-mark";
import { RowList, rowLine } from "../ui/row-list";
import { type Tone, toneText } from "../ui/tone";
import type { Partner } from "./partner";
import { RowChange } from "./row-change";
import { type HistoryFiles, SectionHistory } from "./section-history";
import { SectionIcon } from "./section-icon";
import { sectionKey, stateKey, toneOf } from "./section-words";
import type { VerdictRow } from "./status-rows";
import { useDue } from "./use-due";

export type RowContext = { partner: Partner; now: Date } & HistoryFiles;

/** The parts of a row, such as its documents, each with its own state. */
function EntityList({ row }: { row: VerdictRow }) {
  const t = useTranslations("sections");
  return (
    <ul className="mt-2 divide-y divide-line border-t border-line text-sm">
      {row.entities.map((entity, index) => (
        <li key={entity.entityId} className="flex flex-wrap justify-between gap-x-4 py-2">
          <span>{entity.name ?? t("unnamed", { section: t(`name.${sectionKey(row.type)}`), number: index + 1 })}</span>
          <span
            className={classes(entity.state === "approved" ? "text-soft" : toneText[toneOf(row.type, entity.state)])}
          >
            {t(`state.${stateKey(row.type, entity.state)}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What stands in for the state while a correction is on its way. */
function useStanding(row: VerdictRow): { tone: Tone; state: string } {
  const t = useTranslations("sections");
  const way = useTranslations("status.way.state");
  if (!row.way) return { tone: toneOf(row.type, row.state), state: t(`state.${stateKey(row.type, row.state)}`) };
  const what = row.state === "rejected" ? "correction" : "change";
  return { tone: "wait", state: way(`${row.way}.${what}`) };
}

/** The line below the title: until when, or what is wrong. What is approved stays quiet. */
function RowNote({ row, ...props }: Omit<RowContext, keyof HistoryFiles> & { row: VerdictRow }) {
  const t = useTranslations("sections");
  const reasons = useTranslations("reasons");
  const due = useDue(props)(row, "verdict");
  if (due) return <p className={classes("text-sm", row.clock === "running" ? "text-soft" : "text-wait")}>{due}</p>;
  if (row.way || row.state === "approved") return null;
  const [reason] = row.entities.filter(({ state }) => state === row.state).flatMap((entity) => entity.reasons);
  // "Other" says that something is to be corrected, which a suspension is not.
  const note =
    reason && (row.state === "rejected" || reason.code !== "OTHER")
      ? reasons(`${reasonTextKey(reason.code, reason.type)}.title`, { subject: reason.subject })
      : t(`about.${sectionKey(row.type)}`);
  return <p className="text-sm text-soft">{note}</p>;
}

function VerdictRowItem({ row, pictures, deleted, ...props }: RowContext & { row: VerdictRow }) {
  const t = useTranslations("sections");
  const { tone, state } = useStanding(row);
  const key = sectionKey(row.type);
  return (
    <li id={`section-${key}`} className="flex items-start gap-x-3 px-4 sm:gap-x-3.5 pt-3.5 pb-1 sm:px-5">
      <PictureMark tone={tone} picture={<SectionIcon name={row.type} />} />
      <div className="min-w-0 grow">
        <div className={rowLine}>
          <p className="font-semibold">{t(`name.${key}`)}</p>
          <p
            className={classes(
              "text-sm",
              tone === "ok" ? "text-soft" : toneText[tone],
              tone === "bad" && "font-semibold",
            )}
          >
            {state}
          </p>
        </div>
        <RowNote row={row} {...props} />
        {row.entities.length > 1 ? <EntityList row={row} /> : null}
        <div className="-mt-2 flex flex-wrap justify-between gap-x-4">
          <div className="min-w-0 grow has-[details[open]]:basis-full">
            <SectionHistory row={row} pictures={pictures} deleted={deleted} />
          </div>
          <RowChange row={row} partner={props.partner} />
        </div>
      </div>
    </li>
  );
}

/** A heading over rows. */
export function RowsHeading({ id, children }: { id: string; children: ReactNode }) {
  return (
    <h2 id={id} className="text-[0.9375rem] font-semibold text-soft">
      {children}
    </h2>
  );
}

/** Every section that carries a verdict and applies, with when DOKU last confirmed it. */
export function VerdictRows({
  rows,
  confirmed,
  ...props
}: RowContext & { rows: readonly VerdictRow[]; confirmed: ReactNode }) {
  const t = useTranslations("status");
  return (
    <section aria-labelledby="all-sections">
      <div className="mb-1 flex flex-wrap items-center justify-between gap-x-6">
        <RowsHeading id="all-sections">{t("allSections")}</RowsHeading>
        {confirmed}
      </div>
      <RowList>
        {rows.map((row) => (
          <VerdictRowItem key={row.type} row={row} {...props} />
        ))}
      </RowList>
    </section>
  );
}
