import { useTranslations } from "next-intl";
import { Link } from "../ui/link";
import { Notice } from "../ui/notice";

/** What the address of a list asks for and cannot be done as it stands: parts that say nothing, or a name that several have. */
export function FilterNotes({
  unread,
  choices,
}: {
  /** Names of the parts in words. */
  unread: readonly string[];
  choices: { text: string; merchants: readonly { id: string; businessName: string; href: string }[] } | null;
}) {
  const t = useTranslations("records");
  return (
    <>
      {unread.length > 0 ? (
        <Notice tone="warn" title={t("unread")} className="mb-4">
          {t("unreadHint", { parts: unread.join(", ") })}
        </Notice>
      ) : null}
      {choices ? (
        <Notice title={t("choose", { text: choices.text })} className="mb-4">
          <ul>
            {choices.merchants.map(({ id, businessName, href }) => (
              <li key={id}>
                <Link href={href} className="inline-flex min-h-11 items-center">
                  {businessName}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}
