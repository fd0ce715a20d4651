import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "../ui/page-header";
import { ProgressBar } from "../ui/progress-bar";
import type { Partner } from "./partner";
import { RefusedCard, SuspendedCard } from "./refused-card";
import { PaymentRows, VerdictRows } from "./section-rows";
import { sectionKey, stateKey } from "./section-words";
import { SendingCard } from "./sending-card";
import type { AtDoku, StatusModel } from "./status-model";
import { useMoments } from "./use-moments";

/** Who the merchant turns to. */
type Subject = { businessName: string; partner: Partner; now: Date };

function useHeadline(model: StatusModel, { businessName, partner }: Subject): { title: string; lead: string } {
  const t = useTranslations("status");
  const { clock } = useMoments();
  if (model.kind === "stopped") {
    return {
      title: t("heading.stopped", { partner: partner.name }),
      lead: t("lead.stopped", { partner: partner.name }),
    };
  }
  if (model.kind === "sending") {
    return model.retryAt
      ? { title: t("heading.waiting"), lead: t("lead.waiting", { when: clock(model.retryAt) }) }
      : { title: t("heading.sending"), lead: t("lead.sending") };
  }
  const { overall, approved, total } = model;
  const sentences = [
    total > 0
      ? t("lead.progress", { business: businessName, approved, total })
      : t("lead.arrived", { business: businessName }),
    overall === "approved" && t("lead.approved"),
    overall === "suspended" && t("lead.suspended", { partner: partner.name }),
    model.settlementHeld && t("lead.settlementHeld"),
    overall === "live" && !model.canReceivePayments && t("lead.noMethodYet"),
    model.canReceivePayments && overall !== "suspended" && t("lead.canReceive"),
  ];
  return { title: t(`heading.${overall}`, { count: model.refused.length }), lead: sentences.filter(Boolean).join(" ") };
}

/** The headline and the last change, spoken when they change; the focus stays where it is. */
function Spoken({ title, model }: { title: string; model: StatusModel }) {
  const t = useTranslations("sections");
  const latest = model.kind === "at_doku" ? model.latest : null;
  const change = latest
    ? t("spoken", {
        section: t(`name.${sectionKey(latest.type)}`),
        state: t(`state.${stateKey(latest.type, latest.state)}`),
      })
    : "";
  return (
    <p role="status" className="sr-only">
      {[change, title].filter(Boolean).join(". ")}
    </p>
  );
}

function Verdicts({ model, subject, confirmed }: { model: AtDoku; subject: Subject; confirmed: ReactNode }) {
  const { partner, now } = subject;
  return (
    <div className="space-y-8">
      {model.suspended.length > 0 ? <SuspendedCard sections={model.suspended} partner={partner} /> : null}
      {model.refused.map((section) => (
        <RefusedCard key={section.type} section={section} partner={partner} />
      ))}
      {model.verdicts.length > 0 ? (
        <VerdictRows sections={model.verdicts} partner={partner} now={now} confirmed={confirmed} />
      ) : null}
      {model.operational || model.products ? (
        <PaymentRows operational={model.operational} products={model.products} partner={partner} now={now} />
      ) : null}
    </div>
  );
}

/**
 * The merchant's status page, from what is known now.
 * @param confirmed when DOKU was last asked, kept fresh by the page
 * @param live the line that says whether the page follows changes
 */
export function StatusView({
  model,
  subject,
  confirmed,
  live,
}: {
  model: StatusModel;
  subject: Subject;
  confirmed: ReactNode;
  live: ReactNode;
}) {
  const t = useTranslations("status");
  const { title, lead } = useHeadline(model, subject);
  return (
    <>
      <PageHeader title={title} lead={lead} />
      <Spoken title={title} model={model} />
      {model.kind === "at_doku" && model.total > 0 ? (
        <ProgressBar
          value={model.approved}
          max={model.total}
          label={t("progressLabel")}
          valueText={t("progressValue", { approved: model.approved, total: model.total })}
          className="mb-6"
        />
      ) : null}
      {model.kind === "sending" ? <SendingCard sending={model} /> : null}
      {model.kind === "at_doku" ? <Verdicts model={model} subject={subject} confirmed={confirmed} /> : null}
      <footer className="mt-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-sm text-soft">
        {live}
        <p>
          {t.rich("contact", {
            partner: subject.partner.name,
            mail: (words) => <a href={`mailto:${subject.partner.email}`}>{words}</a>,
          })}
        </p>
      </footer>
    </>
  );
}
