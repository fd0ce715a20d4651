import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useMoments } from "../kyb/use-moments";
import { Notice } from "../ui/notice";
import { useWords } from "./use-words";

type Trouble = { nextTryAt: Date | null; waiting: number } & (
  | { what: "paused"; kind: string; since: Date }
  | { what: "refused" }
);

/**
 * Why submissions wait: since when, what DOKU answers, how many, and when the next try is.
 * @param actions where the partner's credentials can be mended
 */
export function DokuTroubleNotice({ trouble, actions }: { trouble: Trouble; actions?: ReactNode }) {
  const t = useTranslations("queue.trouble");
  const words = useWords();
  const { short, clock } = useMoments();
  const { what, waiting, nextTryAt } = trouble;
  const why =
    what === "paused"
      ? t("paused.text", {
          since: short(trouble.since),
          kind: words("queue", "trouble", "kind", trouble.kind) ?? trouble.kind,
        })
      : t("refused.text");
  return (
    <Notice
      tone={what === "paused" ? "warn" : "bad"}
      live="polite"
      title={t(`${what}.title`)}
      className="max-w-2xl"
      actions={actions}
    >
      <p>{why}</p>
      <p>
        {t("waiting", { count: waiting })} {nextTryAt ? t("next", { when: clock(nextTryAt) }) : null}{" "}
        {t(`${what}.after`)}
      </p>
    </Notice>
  );
}
