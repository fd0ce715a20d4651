import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "../ui/page-header";
import { PrintButton } from "../ui/print-button";
import { ProgressBar } from "../ui/progress-bar";
import { PaymentRows } from "./payment-rows";
import { NotOpenedCard, RefusedCard, SuspendedCard } from "./refused-card";
import { sectionKey, stateKey } from "./section-words";
import { SendingCard } from "./sending-card";
import type { AtDoku, StatusModel } from "./status-model";
import { useHeadline } from "./use-headline";
import { type RowContext, VerdictRows } from "./verdict-rows";
import { ReadyNotice, WayCard } from "./way-card";

/** Whose page it is, whom to ask, and which files are pictures. */
type Subject = RowContext & { businessName: string };

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

/** What asks for something, each on a card of its own. */
function Cards({ model, subject: { partner } }: { model: AtDoku; subject: Subject }) {
  const t = useTranslations("status");
  const { way, refused, ready, suspension, operational, overall } = model;
  const correctable = refused.filter(({ fix }) => fix?.progress && fix.class !== "final");
  return (
    <>
      {suspension ? <SuspendedCard suspension={suspension} partner={partner} /> : null}
      {overall === "not_opened" && operational ? <NotOpenedCard operational={operational} partner={partner} /> : null}
      {way ? <WayCard way={way} partner={partner} /> : null}
      {ready.length > 0 ? <ReadyNotice types={ready} /> : null}
      {refused.length > 0 ? (
        <div className="space-y-4">
          {correctable.length > 1 ? <p>{t("together", { count: correctable.length })}</p> : null}
          {refused.map((row) => (
            <RefusedCard key={row.type} row={row} partner={partner} isWaiting={way !== null} />
          ))}
        </div>
      ) : null}
    </>
  );
}

function AtDokuView({ model, subject, confirmed }: { model: AtDoku; subject: Subject; confirmed: ReactNode }) {
  const { partner, now, pictures, deleted } = subject;
  const payments = <PaymentRows model={model} partner={partner} now={now} />;
  // Once payments are taken they matter more than how it came about.
  const isTaking = model.overall === "live" || model.overall === "settlement_held";
  return (
    <div className="space-y-8">
      <Cards model={model} subject={subject} />
      {isTaking ? payments : null}
      {model.verdicts.length > 0 ? (
        <VerdictRows rows={model.verdicts} confirmed={confirmed} {...{ partner, now, pictures, deleted }} />
      ) : (
        <div className="flex flex-wrap items-center">{confirmed}</div>
      )}
      {isTaking ? null : payments}
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
  const [t, common] = [useTranslations("status"), useTranslations("common")];
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
      {model.kind === "sending" ? <SendingCard sending={model} what="registration" /> : null}
      {model.kind === "at_doku" ? <AtDokuView model={model} subject={subject} confirmed={confirmed} /> : null}
      <footer className="mt-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-sm text-soft">
        {live}
        <PrintButton>
          <Printer aria-hidden="true" size={17} />
          {common("print")}
        </PrintButton>
      </footer>
    </>
  );
}
