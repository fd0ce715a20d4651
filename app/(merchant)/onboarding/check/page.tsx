import { Printer } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MerchantPage } from "@/app/merchant-page";
import { CheckSection, type CheckTexts } from "@/components/onboarding/check-section";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { PrintButton } from "@/components/ui/print-button";
import { businessParts } from "@/lib/domain/business";
import { type ApplicationForm, openTasks, type Task, tasksOf } from "@/lib/domain/progress";
import { refreshRequirementsSoon } from "@/lib/onboarding/refresh-requirements";
import { paths, taskPath } from "@/lib/paths";
import { readEditable, requireEditable } from "../editable-form";
import { kindRows } from "../kind-rows";
import { PrintHead } from "../print-head";
import { UselessFiles } from "../useless-files";
import { fileGroups } from "./file-groups";
import { allWarnings, type CheckGroups, partGroups } from "./sections";
import { SendForm } from "./send-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("onboarding.check");
  return { title: t("title") };
}

async function Missing({ tasks }: { tasks: readonly Task[] }) {
  const t = await getTranslations("onboarding");
  const textOf = (task: Task) => {
    const title = t(`tasks.${task.id}.title`);
    return task.state === "blocked"
      ? t("check.blockedItem", { task: title })
      : t("check.missingItem", { task: title, count: task.missing });
  };
  return (
    <Notice tone="warn" title={t("check.missingTitle")}>
      <p>{t("check.missingText")}</p>
      <ul>
        {tasks.map((task) => (
          <li key={task.id}>
            {task.state === "blocked" ? (
              <span className="inline-block py-2">{textOf(task)}</span>
            ) : (
              <Link href={`${taskPath(task.id)}?return=check`} className="inline-block py-2 font-semibold">
                {textOf(task)}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

async function kindGroups(form: ApplicationForm): Promise<CheckGroups> {
  const t = await getTranslations("onboarding.check");
  const href = `${paths.requirements}?change=1&return=check`;
  const rows = form.kind
    ? await kindRows(form.kind)
    : [{ id: "kind", term: t("requirementsHeading"), value: t("empty") }];
  return [
    {
      id: "kind",
      title: null,
      rows: rows.map(({ id, term, value }) => ({ id, label: String(term), value, warnings: [], href })),
    },
  ];
}

export default async function CheckPage({ searchParams }: { searchParams: Promise<{ failed?: string }> }) {
  const { application } = await requireEditable();
  await refreshRequirementsSoon(application.id);
  const [{ form, person, files }, { failed }, t, common] = await Promise.all([
    readEditable(),
    searchParams,
    getTranslations("onboarding"),
    getTranslations("common"),
  ]);
  const missing = openTasks(tasksOf(form));
  const warnings = allWarnings(form, person);
  const texts: CheckTexts = { change: common("change"), changeWhat: (what) => t("check.changeWhat", { what }) };
  return (
    <MerchantPage help="check">
      <PrintHead businessName={application.businessName} />
      <PageHeader
        title={t("check.title")}
        lead={t("check.lead")}
        back={{ href: paths.onboarding, label: t("backToTasks") }}
      />
      <div className="space-y-9">
        {failed ? (
          <Notice tone="bad" live="assertive">
            {t(failed === "notReady" ? "check.notReady" : "check.failed")}
          </Notice>
        ) : null}
        {missing.length > 0 ? <Missing tasks={missing} /> : null}
        <CheckSection id="kind" title={t("check.requirementsHeading")} groups={await kindGroups(form)} texts={texts} />
        {businessParts.map(async (part) => (
          <CheckSection
            key={part}
            id={part}
            title={t(`tasks.${part}.title`)}
            groups={await partGroups(part, form, warnings)}
            texts={texts}
          />
        ))}
        {form.requirements ? (
          <CheckSection
            id="files"
            title={t("check.filesHeading")}
            groups={await fileGroups(form, files, warnings)}
            texts={texts}
          />
        ) : null}
        <UselessFiles form={form} files={files} />
        {missing.length === 0 ? <SendForm /> : null}
        <PrintButton>
          <Printer aria-hidden="true" size={17} />
          {common("print")}
        </PrintButton>
      </div>
    </MerchantPage>
  );
}
