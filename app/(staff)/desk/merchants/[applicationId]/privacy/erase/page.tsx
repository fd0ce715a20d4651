import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConfirmGate, readGate } from "@/app/account/gate";
import { issueTexts } from "@/app/issue-texts";
import { DeedForm } from "@/components/desk/deed-form";
import { KeptText } from "@/components/desk/kept-fields";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { askStaffCode, giveStaffCode } from "../../../../account/confirm-actions";
import { erase } from "../actions";
import { loadPrivacy } from "../load-privacy";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("privacy.erase"))("title") };
}

type Props = { params: Promise<{ applicationId: string }> };

function Points({ title, points }: { title: string; points: readonly string[] }) {
  return (
    <section className="space-y-2">
      <h2 className="text-lg font-bold tracking-tight">{title}</h2>
      <ul className="list-disc space-y-1 pl-5">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  );
}

/** The second step: what it means, and a name to type, because nothing brings it back. */
export default async function ErasePage({ params }: Props) {
  const session = await requireStaff("privacy.erase");
  const { applicationId } = await params;
  const [privacy, gate, t, { errors }] = await Promise.all([
    loadPrivacy(applicationId),
    readGate(session),
    getTranslations("privacy.erase"),
    issueTexts(),
  ]);
  if (!privacy) notFound();
  const { application, hindered } = privacy;
  const { businessName, dokuBusinessId } = application;
  return (
    <PageBody width="form">
      <PageHeader
        title={t("title")}
        lead={t("lead", { business: businessName })}
        back={{ href: paths.deskPrivacy(applicationId), label: t("back") }}
      />
      <div className="space-y-6">
        <Points
          title={t("goes.title")}
          points={[t("goes.person"), t("goes.answers"), t("goes.doku"), t("goes.staff")]}
        />
        <Points title={t("stays.title")} points={[t("stays.trail"), t("stays.numbers"), t("stays.id")]} />
        {dokuBusinessId ? (
          <Notice tone="warn" title={t("atDoku.title")}>
            {t("atDoku.what", { id: dokuBusinessId })}
          </Notice>
        ) : null}
        {hindered ? (
          <Notice tone="bad" title={t("cannot")}>
            {errors[`erase.${hindered}`]}
          </Notice>
        ) : (
          <>
            <ConfirmGate gate={gate} why="erase" ask={askStaffCode} give={giveStaffCode} />
            <Card as="section" tone="bad" aria-labelledby="sure" className="space-y-3">
              <h2 id="sure" className="text-lg font-bold tracking-tight">
                {t("sure")}
              </h2>
              <p>{t("never")}</p>
              <DeedForm
                action={erase}
                values={{ applicationId }}
                label={t("submit")}
                pendingText={t("working")}
                done=""
                errors={errors}
                variant="danger"
              >
                <KeptText name="typed" label={t("typed", { business: businessName })} autoComplete="off" />
              </DeedForm>
            </Card>
          </>
        )}
      </div>
    </PageBody>
  );
}
