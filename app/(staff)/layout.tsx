import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SignOutForm } from "@/app/sign-out/sign-out-form";
import { SiteHeader } from "@/app/site-header";
import { DeskNav } from "@/components/desk/desk-nav";
import { SessionWatch } from "@/components/live/session-watch";
import { mayDo } from "@/lib/domain/permissions";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { loadWaiting } from "./load-waiting";

/** The staff's frame. Every page below asks for the session itself too: a layout is not run for each of them. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const { staffRole } = await requireStaff();
  const [t, work, reasons, { stuckWork: stuck, unknownNotes: unknown }] = await Promise.all([
    getTranslations("desk.nav"),
    getTranslations("work"),
    getTranslations("desk.reasons"),
    loadWaiting(),
  ]);
  return (
    <>
      <SiteHeader homeHref={paths.desk} account={<SignOutForm />}>
        <DeskNav
          label={t("label")}
          items={[
            { href: paths.desk, label: t("merchants") },
            { href: paths.deskInvitations, label: t("invitations") },
            { href: paths.deskEvents, label: t("events") },
            { href: paths.deskInsight, label: t("insight") },
            {
              href: paths.deskReasons,
              label: t("reasons"),
              count: unknown > 0 ? { shown: unknown, spoken: reasons("spoken", { count: unknown }) } : undefined,
            },
            {
              href: paths.deskWork,
              label: t("work"),
              count: stuck > 0 ? { shown: stuck, spoken: work("spoken", { count: stuck }) } : undefined,
            },
            ...(mayDo(staffRole, "audit.see") ? [{ href: paths.deskAudit, label: t("audit") }] : []),
            ...(mayDo(staffRole, "team.manage") ? [{ href: paths.deskTeam, label: t("team") }] : []),
            ...(mayDo(staffRole, "settings.manage") ? [{ href: paths.deskSettings, label: t("settings") }] : []),
          ]}
        />
      </SiteHeader>
      <SessionWatch url={paths.liveDesk} signInHref={paths.signIn} />
      {children}
    </>
  );
}
