import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterChips } from "@/components/desk/filter-chips";
import { InvitationTable } from "@/components/desk/invitation-table";
import { LiveLine } from "@/components/live/live-line";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { invitationStates } from "@/lib/domain/invitation";
import { mayDo } from "@/lib/domain/permissions";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { invitationsHref, loadInvitations } from "./load-invitations";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitations"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function InvitationsPage({ searchParams }: Props) {
  const { staffRole } = await requireStaff();
  const [page, t] = await Promise.all([loadInvitations(await searchParams), getTranslations("invitations")]);
  const { state, rows, now, revision } = page;
  const chips = [null, ...invitationStates].map((key) => ({
    key: key ?? "all",
    label: key ? t(`state.${key}`) : t("all"),
    count: null,
    href: invitationsHref({ state: key }),
    current: key === state,
  }));
  return (
    <PageBody width="wide">
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            {mayDo(staffRole, "invitation.send") ? (
              <ButtonLink href={paths.deskInvite} size="sm">
                {t("one")}
              </ButtonLink>
            ) : null}
            {mayDo(staffRole, "invitation.many") ? (
              <ButtonLink href={paths.deskImport} variant="secondary" size="sm">
                {t("many")}
              </ButtonLink>
            ) : null}
            {mayDo(staffRole, "invitation.lite") ? (
              <ButtonLink href={paths.deskLite} variant="secondary" size="sm">
                {t("lite")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <div className="mb-4">
        <FilterChips chips={chips} label={t("filter")} />
      </div>
      {rows.length > 0 ? (
        <InvitationTable rows={rows} now={now} />
      ) : (
        <EmptyState title={t(state ? "nothing" : "empty")}>{t(state ? "nothingHint" : "emptyHint")}</EmptyState>
      )}
      <div className="mt-4 flex flex-wrap items-center justify-between gap-2">
        <LiveLine url={paths.liveDesk} revision={revision} />
        <div className="flex gap-2">
          {page.isFirstPage ? null : (
            <ButtonLink href={invitationsHref({ state })} variant="secondary" size="sm">
              {t("firstPage")}
            </ButtonLink>
          )}
          {page.nextHref ? (
            <ButtonLink href={page.nextHref} variant="secondary" size="sm">
              {t("nextPage")}
            </ButtonLink>
          ) : null}
        </div>
      </div>
    </PageBody>
  );
}
