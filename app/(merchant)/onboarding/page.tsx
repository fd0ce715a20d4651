import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MerchantPage } from "@/app/merchant-page";
import { TaskList } from "@/components/onboarding/task-list";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { ProgressBar } from "@/components/ui/progress-bar";
import { doneCount, nextTask, openTasks, tasksOf } from "@/lib/domain/progress";
import { refreshRequirementsSoon } from "@/lib/onboarding/refresh-requirements";
import { paths, taskPath } from "@/lib/paths";
import { readEditable, requireEditable } from "./editable-form";
import { readRequirementNews } from "./requirement-news";
import { minutesLeft, taskRows } from "./task-rows";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("onboarding.start");
  return { title: t("heading") };
}

export default async function StartPage() {
  const { application } = await requireEditable();
  await refreshRequirementsSoon(application.id);
  const { form, person, wasReturned } = await readEditable();
  const t = await getTranslations("onboarding");
  const tasks = tasksOf(form);
  const isReady = openTasks(tasks).length === 0;
  const done = doneCount(tasks);
  // Whoever has answered the first questions has been here before.
  const isBack = done > 0;
  const next = nextTask(tasks);
  const progress = t("start.progress", { done, total: tasks.length });
  const news = await readRequirementNews(application.id);
  return (
    <MerchantPage help="start">
      <PageHeader
        title={t(isBack ? "start.again" : "start.title", { name: person.name })}
        lead={t(isBack ? "start.leadAgain" : "start.lead", { business: person.businessName })}
      />
      {wasReturned ? (
        <Notice tone="warn" className="mb-6" title={t("start.returned")}>
          {t("start.returnedText")}
        </Notice>
      ) : null}
      {news ? (
        <Notice
          tone="warn"
          className="mb-6"
          title={t("start.changed")}
          actions={
            <ButtonLink href={paths.requirements} variant="secondary" size="sm">
              {t("start.seeChanges")}
            </ButtonLink>
          }
        >
          {t("start.changedText")}
        </Notice>
      ) : null}
      <section aria-labelledby="tasks-heading" className="space-y-5">
        <div className="space-y-2.5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h2 id="tasks-heading" className="text-lg font-bold">
              {t("start.heading")}
            </h2>
            <p className="text-[0.9375rem] text-soft">
              {progress}
              {isReady ? null : ` · ${t("start.timeLeft", { minutes: minutesLeft(tasks) })}`}
            </p>
          </div>
          <ProgressBar value={done} max={tasks.length} label={t("start.heading")} valueText={progress} />
        </div>
        {isReady ? (
          <div className="space-y-3">
            <p>{t("start.allDone")}</p>
            <ButtonLink href={paths.check} wide>
              {t("start.toCheck")}
            </ButtonLink>
          </div>
        ) : next ? (
          <ButtonLink href={taskPath(next)} wide>
            {t(done === 0 ? "start.begin" : "start.next", { task: t(`tasks.${next}.title`) })}
          </ButtonLink>
        ) : null}
        <TaskList rows={await taskRows(tasks)} />
      </section>
    </MerchantPage>
  );
}
