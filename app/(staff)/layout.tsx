import { getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import { AccountLink } from "@/app/account/account-link";
import { SessionEndNotice } from "@/app/session-end-notice";
import { SignOutForm } from "@/app/sign-out/sign-out-form";
import { SiteHeader } from "@/app/site-header";
import { DeskNav, type NavGroup, type NavItem } from "@/components/desk/desk-nav";
import { SessionWatch } from "@/components/live/session-watch";
import { mayDo, type Permission } from "@/lib/domain/permissions";
import { emptyFilter } from "@/lib/domain/queue-filter";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { deskHref } from "./desk/load-desk";
import { loadWaiting } from "./load-waiting";

/** Only the places that the reader may see, with what waits in them. */
async function placesFor({ userId, staffRole }: Awaited<ReturnType<typeof requireStaff>>): Promise<NavGroup[]> {
  const [t, work, reasons, { stuckWork, unknownNotes, views }] = await Promise.all([
    getTranslations("desk.nav"),
    getTranslations("work"),
    getTranslations("desk.reasons"),
    loadWaiting(userId),
  ]);
  const only = (permission: Permission, item: NavItem) => (mayDo(staffRole, permission) ? [item] : []);
  const partner = [
    ...only("team.manage", { href: paths.deskTeam, label: t("team") }),
    ...only("settings.manage", { href: paths.deskSettings, label: t("settings") }),
    ...only("audit.see", { href: paths.deskAudit, label: t("audit") }),
  ];
  const groups: NavGroup[] = [
    {
      key: "desk",
      label: null,
      items: [
        { href: paths.desk, label: t("queue") },
        { href: deskHref({ ...emptyFilter, view: "all", sort: "changed" }), label: t("merchants") },
        { href: paths.deskInvitations, label: t("invitations") },
        { href: paths.deskInsight, label: t("insight") },
        { href: paths.deskEvents, label: t("events") },
        {
          href: paths.deskReasons,
          label: t("reasons"),
          count:
            unknownNotes > 0 ? { shown: unknownNotes, spoken: reasons("spoken", { count: unknownNotes }) } : undefined,
        },
        {
          href: paths.deskWork,
          label: t("work"),
          count: stuckWork > 0 ? { shown: stuckWork, spoken: work("spoken", { count: stuckWork }) } : undefined,
        },
      ],
    },
    {
      key: "views",
      label: t("views"),
      items: views.map(({ name, query }) => ({ href: query ? `${paths.desk}?${query}` : paths.desk, label: name })),
    },
    { key: "partner", label: t("partner"), items: partner },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** The staff's frame. Every page below asks for the session itself too: a layout is not run for each of them. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const [t, groups] = await Promise.all([getTranslations("desk.nav"), placesFor(await requireStaff())]);
  return (
    <>
      <SiteHeader
        homeHref={paths.desk}
        account={
          <>
            <AccountLink href={paths.deskAccount} />
            <SignOutForm />
          </>
        }
      />
      <SessionWatch url={paths.liveDesk} signInHref={paths.signIn} />
      <SessionEndNotice who="staff" />
      <div className="lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] lg:items-start">
        <Suspense>
          <DeskNav label={t("label")} groups={groups} />
        </Suspense>
        {children}
      </div>
    </>
  );
}
