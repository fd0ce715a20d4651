import { getFormatter, getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { database } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { findErased } from "@/db/queries/privacy";
import { mayDo } from "@/lib/domain/permissions";
import { filterHref } from "@/lib/domain/record-filter";
import { paths } from "@/lib/paths";
import type { Session } from "@/lib/session";

/** What is left of a merchant whose data was erased. */
export async function ClosedMerchant({
  application,
  session,
  listHref,
}: {
  application: OwnApplication;
  session: Session;
  listHref: string;
}) {
  const [t, desk, format, { db }] = await Promise.all([
    getTranslations("privacy.closed"),
    getTranslations("desk"),
    getFormatter(),
    database(),
  ]);
  const erased = await findErased(db, application.id);
  const day = (at: Date | null) => (at ? format.dateTime(at, { dateStyle: "long" }) : null);
  const { id, dokuBusinessId, createdAt, submittedAt } = application;
  const facts = [
    { id: "erased", term: t("erased"), value: erased && day(erased.at) },
    { id: "why", term: t("why"), value: erased && t(`because.${erased.why}`) },
    { id: "created", term: t("created"), value: day(createdAt) },
    { id: "submitted", term: t("submitted"), value: day(submittedAt) },
    { id: "doku", term: t("businessId"), value: dokuBusinessId },
  ];
  return (
    <PageBody width="text">
      <PageHeader
        back={{ href: listHref, label: desk("nav.queue") }}
        title={application.businessName}
        lead={t("lead")}
      />
      <div className="space-y-6">
        <Badge tone="idle">{desk("standing.closed")}</Badge>
        <Card as="section">
          <DescriptionList items={facts.filter(({ value }) => value)} />
        </Card>
        <div className="flex flex-wrap gap-2">
          {mayDo(session.staffRole, "invitation.send") ? (
            <ButtonLink href={paths.deskInvite} variant="secondary" size="sm">
              {t("invite")}
            </ButtonLink>
          ) : null}
          {mayDo(session.staffRole, "audit.see") ? (
            <ButtonLink href={filterHref(paths.deskAudit, { merchant: id })} variant="secondary" size="sm">
              {t("trail")}
            </ButtonLink>
          ) : null}
        </div>
      </div>
    </PageBody>
  );
}
