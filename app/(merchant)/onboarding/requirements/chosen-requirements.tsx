import { getMessages, getTranslations } from "next-intl/server";
import { PhotoGuide } from "@/components/onboarding/photo-guide";
import { RequirementList } from "@/components/onboarding/requirement-list";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Link } from "@/components/ui/link";
import type { Kind } from "@/lib/domain/business";
import { type ApplicationForm, nextTask, tasksOf } from "@/lib/domain/progress";
import { paths, taskPath } from "@/lib/paths";
import { kindRows } from "../kind-rows";
import { readRequirementNews } from "../requirement-news";
import { UselessFiles } from "../useless-files";
import { NewsNotice } from "./news-notice";
import { requirementGroups } from "./requirement-groups";

/** The pictures worth showing for what is asked: cards always, the others where their photo is wanted. */
function photoKinds(form: ApplicationForm) {
  const categories = new Set((form.requirements ?? []).map(({ category }) => category));
  return [
    "card" as const,
    ...(categories.has("OWNER_LIVENESS") ? (["selfie"] as const) : []),
    ...(categories.has("PHOTO_PROOF") ? (["shop"] as const) : []),
  ];
}

async function ChosenKind({ kind }: { kind: Kind }) {
  const common = await getTranslations("common");
  return (
    <Card className="pt-4 pb-2 sm:pt-5 sm:pb-3">
      <DescriptionList items={await kindRows(kind)} />
      <p className="pb-2">
        <Link href={`${paths.requirements}?change=1`} className="inline-flex min-h-11 items-center font-semibold">
          {common("change")}
        </Link>
      </p>
    </Card>
  );
}

/** After the four questions: the exact list, how to photograph, and the way on. */
export async function ChosenRequirements({
  applicationId,
  form,
  files,
}: {
  applicationId: string;
  form: ApplicationForm;
  files: readonly { slotId: string }[];
}) {
  const [t, messages, news] = await Promise.all([
    getTranslations("onboarding"),
    getMessages(),
    readRequirementNews(applicationId),
  ]);
  const next = nextTask(tasksOf(form));
  return (
    <div className="space-y-10">
      {news ? <NewsNotice {...news} /> : null}
      {form.kind ? <ChosenKind kind={form.kind} /> : null}
      <section aria-labelledby="list-heading">
        <h2 id="list-heading" className="text-xl font-bold tracking-tight">
          {t("requirements.listTitle")}
        </h2>
        <p className="mt-1 mb-5 text-soft">{t("requirements.listLead")}</p>
        <RequirementList
          groups={await requirementGroups(form.requirements ?? [], news?.changes ?? null)}
          whereQuestion={t("requirements.where")}
        />
      </section>
      <section aria-labelledby="photo-heading">
        <h2 id="photo-heading" className="text-xl font-bold tracking-tight">
          {t("requirements.photoTitle")}
        </h2>
        <p className="mt-1 mb-5 text-soft">{t("requirements.photoLead")}</p>
        <PhotoGuide kinds={photoKinds(form)} texts={messages.onboarding.requirements.photo} />
      </section>
      <UselessFiles form={form} files={files} />
      <ButtonLink href={next ? taskPath(next) : paths.check} wide>
        {t("requirements.next", { task: t(`tasks.${next ?? "check"}.title`) })}
      </ButtonLink>
    </div>
  );
}
