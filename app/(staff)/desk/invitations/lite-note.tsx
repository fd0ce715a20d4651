import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import type { OwnApplication } from "@/db/queries/applications";

/** On the page of a merchant whom DOKU invites: how far that is, and that it is followed by readings alone. */
export async function LiteNote({ application: { way, state, overall } }: { application: OwnApplication }) {
  if (way !== "lite" || state === "attention") return null;
  const t = await getTranslations("invitations.byDoku.note");
  const stage = state !== "submitted" ? "asking" : overall ? "reviewing" : "waiting";
  return (
    <Notice title={t("title")}>
      {t(stage)} {t("readings")}
    </Notice>
  );
}
