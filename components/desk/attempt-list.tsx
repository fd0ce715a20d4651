import { useTranslations } from "next-intl";
import type { AttemptFacts, PastAttempt } from "@/lib/domain/attempt-history";
import { stateKey, toneOf } from "../kyb/section-words";
import { useMoments } from "../kyb/use-moments";
import { classes } from "../ui/classes";
import { toneText } from "../ui/tone";
import { ChangeLines } from "./change-lines";
import { SectionNotes, type StaffNote } from "./section-notes";

/** `reasons`: what DOKU wrote about it, once a later attempt has followed. */
export type StaffAttempt = PastAttempt<AttemptFacts & { reasons: StaffNote[] }>;

function AttemptLine({ attempt, slotNames }: { attempt: StaffAttempt; slotNames: ReadonlyMap<string, string> }) {
  const t = useTranslations("desk.attempt");
  const sections = useTranslations("sections");
  const { short } = useMoments();
  const { type, cause, state, changes, reasons } = attempt;
  return (
    <li className="space-y-1.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span>
          <span className="font-semibold">{t("title", { number: attempt.attempt })}</span>{" "}
          <span className="text-sm text-soft">
            {t(`cause.${cause}`)} · {t("sent", { when: short(attempt.sentAt) })}
          </span>
        </span>
        <span className="text-sm">
          <span className={classes(toneText[toneOf(type, state)], "font-semibold")}>
            {sections(`state.${stateKey(type, state)}`)}
          </span>
          {state === "in_review" ? null : <span className="text-soft"> · {short(attempt.stateAt)}</span>}
        </span>
      </p>
      {changes && changes.length > 0 ? <ChangeLines changes={changes} slotNames={slotNames} /> : null}
      {reasons.length > 0 ? <SectionNotes notes={reasons} /> : null}
    </li>
  );
}

/** Each time a section was sent and what came back, the newest first. A sole one says when; the section says the rest. */
export function AttemptList(props: { attempts: readonly StaffAttempt[]; slotNames: ReadonlyMap<string, string> }) {
  const t = useTranslations("desk.attempt");
  const { short } = useMoments();
  const [only, ...others] = props.attempts;
  if (only && others.length === 0) {
    return (
      <p className="text-[0.8125rem] text-soft">
        {t("title", { number: only.attempt })}, {t(`cause.${only.cause}`)} · {t("sent", { when: short(only.sentAt) })}
      </p>
    );
  }
  return (
    <div>
      <h4 className="mb-1.5 text-[0.8125rem] font-semibold text-soft">{t("list")}</h4>
      <ol className="space-y-4">
        {props.attempts.map((attempt) => (
          <AttemptLine key={attempt.attempt} attempt={attempt} slotNames={props.slotNames} />
        ))}
      </ol>
    </div>
  );
}
