import { getTranslations } from "next-intl/server";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { database } from "@/db/client";
import { listMentionedMerchants } from "@/db/queries/comments";
import { paths } from "@/lib/paths";

const shown = 5;

/** On which merchants colleagues have named the reader since they last looked; nothing when there are none. */
export async function MentionNotice({ userId }: { userId: string }) {
  const merchants = await listMentionedMerchants((await database()).db, userId, shown);
  if (merchants.length === 0) return null;
  const t = await getTranslations("desk.case");
  return (
    <Notice title={t("mentioned")} className="max-w-2xl">
      <ul className="flex flex-wrap gap-x-5">
        {merchants.map(({ applicationId, businessName }) => (
          <li key={applicationId}>
            <Link
              href={`${paths.deskMerchant(applicationId)}?history=comment`}
              className="inline-flex min-h-11 items-center sm:min-h-8"
            >
              {businessName}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
