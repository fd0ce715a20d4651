import { getTranslations } from "next-intl/server";
import type { SectionIconName } from "@/components/kyb/section-icon";
import type { TaskRow } from "@/components/onboarding/task-list";
import { openTasks, type Task, type TaskId } from "@/lib/domain/progress";
import { paths, taskPath } from "@/lib/paths";

/** Minutes that a task takes somebody who has everything at hand. */
const minutesOf: Record<TaskId, number> = {
  requirements: 2,
  uploads: 8,
  profile: 3,
  brand: 2,
  social: 1,
  address: 2,
  contacts: 3,
  bank: 2,
};

/** A task has the picture of the section that DOKU makes of it. */
const icons: Record<TaskId, SectionIconName> = {
  requirements: "requirements",
  uploads: "BUSINESS_DOCUMENT",
  profile: "BUSINESS",
  brand: "BRAND",
  social: "BRAND_SOCIAL_MEDIA",
  address: "BUSINESS_ADDRESS",
  contacts: "BUSINESS_CONTACT",
  bank: "BUSINESS_BANK",
};

/** About how long the rest takes, in minutes. */
export function minutesLeft(tasks: readonly Task[]): number {
  return tasks.filter((task) => task.state !== "done").reduce((sum, task) => sum + minutesOf[task.id], 0);
}

/** The rows of the task list, the last one being to check and send. */
export async function taskRows(tasks: readonly Task[]): Promise<TaskRow[]> {
  const t = await getTranslations("onboarding");
  const stateOf = (task: Task): string => {
    if (task.state !== "todo") return t(`states.${task.state}`);
    if (task.id === "social") return t("states.optional");
    if (task.id === "requirements") return t("states.todo");
    return task.missing > 0 ? t("states.missing", { count: task.missing }) : t("states.confirm");
  };
  const rows = tasks.map(
    (task): TaskRow => ({
      id: task.id,
      icon: icons[task.id],
      title: t(`tasks.${task.id}.title`),
      note: task.state === "done" ? undefined : t(`tasks.${task.id}.note`),
      state: stateOf(task),
      tone: task.state === "done" ? "ok" : task.state === "todo" && task.id !== "social" ? "todo" : "idle",
      href: task.state === "blocked" ? undefined : taskPath(task.id),
    }),
  );
  const isReady = openTasks(tasks).length === 0;
  const check: TaskRow = {
    id: "check",
    icon: "check",
    title: t("tasks.check.title"),
    note: t("tasks.check.note"),
    state: t(isReady ? "states.ready" : "states.checkBlocked"),
    tone: isReady ? "todo" : "idle",
    href: paths.check,
  };
  return [...rows, check];
}
