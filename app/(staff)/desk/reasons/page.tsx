import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { MapReasonForm } from "@/components/desk/map-reason-form";
import { type NoteToMap, UnknownNotes } from "@/components/desk/unknown-notes";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { reasonTextKey } from "@/lib/domain/reasons";
import { requireStaff } from "@/lib/session";
import { saveReason } from "./actions";
import { loadReasons } from "./load-reasons";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.reasons"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ReasonsPage({ searchParams }: Props) {
  await requireStaff();
  const [page, t, catalogue, action, { errors }] = await Promise.all([
    loadReasons(await searchParams),
    getTranslations("desk.reasons"),
    getTranslations("reasons"),
    getTranslations("desk.action"),
    issueTexts(),
  ]);
  const { waiting, mapped, saved, now } = page;
  const formOf = ({ fingerprint, type, subject, chosen, choices }: NoteToMap) => (
    <MapReasonForm
      // A choice that somebody else made shows at once.
      key={chosen}
      action={saveReason}
      fingerprint={fingerprint}
      chosen={chosen}
      options={choices.map((code) => ({
        value: code,
        label: catalogue(`${reasonTextKey(code, type)}.title`, { subject }),
      }))}
      texts={{
        label: t("reason"),
        none: t(chosen ? "takeBack" : "choose"),
        save: t(chosen ? "change" : "save"),
        pending: action("working"),
      }}
      errors={errors}
    />
  );
  return (
    <PageBody width="wide">
      <PageHeader title={t("title")} lead={t("lead")} />
      {saved ? (
        <Notice tone="ok" live="polite" className="mb-4">
          {t(`saved.${saved}`)}
        </Notice>
      ) : null}
      <div className="space-y-8">
        {waiting.length > 0 ? (
          <UnknownNotes title={t("waiting")} notes={waiting} now={now} formOf={formOf} />
        ) : (
          <EmptyState title={t("none")}>{t("noneHint")}</EmptyState>
        )}
        {mapped.length > 0 ? <UnknownNotes title={t("mapped")} notes={mapped} now={now} formOf={formOf} /> : null}
      </div>
    </PageBody>
  );
}
