import { useFormatter, useTranslations } from "next-intl";
import type { CallbackType } from "@/lib/domain/sections";
import { paths } from "@/lib/paths";
import { ButtonLink } from "../ui/button-link";
import { Notice } from "../ui/notice";
import type { Partner } from "./partner";
import { sectionKey } from "./section-words";
import { SendingCard } from "./sending-card";
import type { Way } from "./status-model";
import { useMoments } from "./use-moments";

function useNames() {
  const t = useTranslations("sections.name");
  const format = useFormatter();
  return (types: readonly CallbackType[]) => format.list(types.map((type) => t(sectionKey(type))));
}

/** A correction that has not arrived at DOKU yet, told as honestly as the first sending. */
export function WayCard({ way, partner }: { way: Way; partner: Partner }) {
  const t = useTranslations("status.way");
  const { clock } = useMoments();
  const sections = useNames()(way.types);
  if (way.kind === "stopped") {
    return (
      <Notice tone="warn" title={t("stoppedTitle", { partner: partner.name })}>
        {t("stopped", { sections, partner: partner.name })}
      </Notice>
    );
  }
  const { retryAt } = way.sending;
  const waiting = () =>
    retryAt === "doku_answers" || !retryAt ? t("waitingForDoku") : t("waiting", { when: clock(retryAt) });
  return (
    <section aria-labelledby="way" className="space-y-3">
      <div>
        <h2 id="way" className="text-lg font-bold tracking-tight">
          {t("title", { sections })}
        </h2>
        <p className="text-[0.9375rem] text-soft">{retryAt ? waiting() : t("sending")}</p>
      </div>
      <SendingCard sending={way.sending} what="correction" />
    </section>
  );
}

/** What the merchant has changed and not sent yet. */
export function ReadyNotice({ types }: { types: readonly CallbackType[] }) {
  const t = useTranslations("status.ready");
  const sections = useNames()(types);
  return (
    <Notice
      tone="info"
      title={t("title")}
      actions={
        <ButtonLink href={paths.correct} wide data-print="hide">
          {t("button")}
        </ButtonLink>
      }
    >
      {t("text", { sections })}
    </Notice>
  );
}
