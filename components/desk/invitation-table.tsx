import { useFormatter, useTranslations } from "next-intl";
import type { InvitationState } from "@/lib/domain/invitation";
import { paths } from "@/lib/paths";
import { Ago } from "../live/ago";
import { Badge } from "../ui/badge";
import { Link } from "../ui/link";
import { toneOfInvitation } from "./invitation-words";

type Row = {
  id: string;
  applicationId: string;
  businessName: string;
  name: string;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
  state: InvitationState;
};

const cell = "px-5 md:px-4 md:py-3 md:align-top";

/** Invitations as a table; on narrow screens each row becomes a card of the same cells. */
export function InvitationTable({ rows, now }: { rows: readonly Row[]; now: Date }) {
  const t = useTranslations("invitations");
  const format = useFormatter();
  const heading = "px-4 py-2.5 text-left text-[0.8125rem] font-medium text-soft";
  return (
    <div className="overflow-hidden rounded-card border border-line bg-card">
      <table className="block w-full border-collapse md:table">
        <caption className="sr-only">{t("column.caption")}</caption>
        <thead className="sr-only md:not-sr-only md:table-header-group">
          <tr className="md:border-b md:border-line">
            {(["business", "state", "by", "when", "expires"] as const).map((key) => (
              <th key={key} scope="col" className={heading}>
                {t(`column.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          {rows.map((row) => (
            <tr
              key={row.id}
              className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-y-1.5 border-t border-line py-4 first:border-t-0 hover:bg-hover md:table-row md:py-0"
            >
              <th scope="row" className={`${cell} text-left font-normal`}>
                <Link
                  href={
                    row.state === "accepted"
                      ? paths.deskMerchant(row.applicationId)
                      : paths.deskInvited(row.applicationId)
                  }
                  className="font-semibold break-words text-ink no-underline after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-accent"
                >
                  {row.businessName}
                </Link>
                <span className="block text-sm break-words text-soft">{row.name}</span>
              </th>
              <td className={cell}>
                <Badge tone={toneOfInvitation[row.state]}>{t(`state.${row.state}`)}</Badge>
              </td>
              <td className={`${cell} text-sm text-soft`}>{row.invitedBy}</td>
              <td className={`${cell} text-right text-sm text-soft md:text-left md:whitespace-nowrap`}>
                <Ago at={row.createdAt} now={now} />
              </td>
              <td className={`${cell} col-span-2 text-sm text-soft md:whitespace-nowrap`}>
                {row.state === "accepted" || row.state === "revoked" ? null : (
                  <>
                    <span className="md:sr-only">{t("column.expires")}: </span>
                    {format.dateTime(row.expiresAt, { dateStyle: "medium" })}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
