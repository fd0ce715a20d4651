import { useTranslations } from "next-intl";
import type { ClockState } from "@/lib/domain/clocks";
import type { Partner } from "./partner";
import { useMoments } from "./use-moments";

const hourMs = 3_600_000;

/** By when DOKU answers, that it is soon, or that it is late; null where no clock runs. */
export function useDue({ partner, now }: { partner: Partner; now: Date }) {
  const t = useTranslations("status.row");
  const { day } = useMoments();
  return ({ dueAt, clock }: { dueAt: Date | null; clock: ClockState | null }, kind: "verdict" | "product") => {
    if (!dueAt || !clock) return null;
    const when = day(dueAt);
    if (clock === "overdue") return t("overdue", { when, partner: partner.name });
    const hours = Math.max(1, Math.ceil((dueAt.getTime() - now.getTime()) / hourMs));
    if (clock === "due_soon") return t(kind === "verdict" ? "dueSoon" : "activationSoon", { when, hours });
    return t(kind === "verdict" ? "due" : "activation", { when });
  };
}
