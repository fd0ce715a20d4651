import { getTranslations } from "next-intl/server";
import { ClockBadge } from "@/components/desk/clock-badge";
import { NextReading } from "@/components/desk/next-reading";
import { toneOfStanding } from "@/components/desk/standing-words";
import { Ago } from "@/components/live/ago";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import type { loadMerchant } from "./load-merchant";
import { AskNow, InvitedActions } from "./merchant-actions";

type Merchant = NonNullable<Awaited<ReturnType<typeof loadMerchant>>>;

/** Who it is, where it stands, and the ids by which DOKU knows it. */
export async function MerchantHead({ merchant }: { merchant: Merchant }) {
  const { application, person, standing, now } = merchant;
  const [t, desk] = await Promise.all([getTranslations("desk.merchant"), getTranslations("desk")]);
  const { businessName, brandName, dokuBusinessId, dokuBrandId, submittedAt, confirmedAt } = application;
  const { nextReadAt, readFailures } = application;
  const facts = [
    { term: t("person"), value: person ? `${person.name} · ${person.email}` : null },
    { term: t("brand"), value: brandName },
    { term: t("businessId"), value: dokuBusinessId && <span className="font-mono text-[13px]">{dokuBusinessId}</span> },
    { term: t("brandId"), value: dokuBrandId && <span className="font-mono text-[13px]">{dokuBrandId}</span> },
    { term: t("submitted"), value: submittedAt && <Ago at={submittedAt} now={now} /> },
    { term: t("confirmed"), value: confirmedAt && <Ago at={confirmedAt} now={now} /> },
    { term: t("nextReading"), value: nextReadAt && dokuBusinessId && <NextReading at={nextReadAt} now={now} /> },
    {
      term: t("readFailures"),
      value: readFailures > 0 && (
        <span className="font-semibold text-bad">{t("failuresInARow", { count: readFailures })}</span>
      ),
    },
    { term: t("invited"), value: person?.sentAt && !person.acceptedAt && <Ago at={person.sentAt} now={now} /> },
  ];
  return (
    <>
      <PageHeader
        back={{ href: paths.desk, label: desk("title") }}
        title={businessName}
        actions={
          dokuBusinessId ? (
            <AskNow applicationId={application.id} />
          ) : (
            <InvitedActions applicationId={application.id} state={application.state} />
          )
        }
      />
      <div className="-mt-3 mb-6 space-y-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Badge tone={toneOfStanding[standing]}>{desk(`standing.${standing}`)}</Badge>
          <ClockBadge clocks={application} now={now} />
        </div>
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          {facts
            .filter(({ value }) => value)
            .map(({ term, value }) => (
              <div key={term} className="min-w-0">
                <dt className="text-[13px] text-soft">{term}</dt>
                <dd className="text-[15px] break-words">{value}</dd>
              </div>
            ))}
        </dl>
      </div>
    </>
  );
}
