import { useTranslations } from "next-intl";
import type { Partner } from "./partner";
import type { AtDoku, StatusModel } from "./status-model";
import { useMoments } from "./use-moments";

type Subject = { businessName: string; partner: Partner };

/** What the page is headed with while a correction of what was refused is on its way; the rest keeps its own headline. */
function wayKey({ way, overall }: AtDoku) {
  if (!way || overall !== "needs_correction") return null;
  if (way.kind === "stopped") return "stoppedCorrection" as const;
  return way.sending.retryAt ? ("waitingCorrection" as const) : ("sendingCorrection" as const);
}

/** The headline and the sentences below it. */
export function useHeadline(model: StatusModel, subject: Subject): { title: string; lead: string } {
  const t = useTranslations("status");
  const { clock } = useMoments();
  const { businessName } = subject;
  const partner = subject.partner.name;
  if (model.kind === "stopped")
    return { title: t("heading.stopped", { partner }), lead: t("lead.stopped", { partner }) };
  if (model.kind === "sending") {
    const { retryAt } = model;
    if (!retryAt) return { title: t("heading.sending"), lead: t("lead.sending") };
    const isLater = retryAt !== "doku_answers";
    const lead = isLater ? t("lead.waiting", { when: clock(retryAt) }) : t("lead.waitingForDoku");
    return { title: t("heading.waiting"), lead };
  }
  const { overall, approved, total, suspension, refused } = model;
  const isPartSuspended = suspension?.scope === "part";
  const key = wayKey(model) ?? (overall === "suspended" && isPartSuspended ? "suspendedPart" : overall);
  const sentences = [
    total > 0
      ? t("lead.progress", { business: businessName, approved, total })
      : t("lead.arrived", { business: businessName }),
    overall === "approved" && t("lead.approved"),
    overall === "not_opened" && t("lead.notOpened", { partner }),
    overall === "suspended" && t(isPartSuspended ? "lead.suspendedPart" : "lead.suspended", { partner }),
    overall === "live" && !model.canReceivePayments && t("lead.noMethodYet"),
    model.canReceivePayments && overall !== "suspended" && overall !== "not_opened" && t("lead.canReceive"),
  ];
  return { title: t(`heading.${key}`, { count: refused.length, partner }), lead: sentences.filter(Boolean).join(" ") };
}
