import { CircleUserRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Link } from "@/components/ui/link";

/** The way to one's own account, in the header's `account`; on a phone only its picture. */
export async function AccountLink({ href }: { href: string }) {
  const t = await getTranslations("common");
  return (
    <Link
      href={href}
      className="inline-flex h-11 w-10 items-center justify-center gap-2 rounded-control text-sm text-soft no-underline hover:bg-hover hover:text-ink sm:w-auto sm:px-3"
    >
      <CircleUserRound aria-hidden="true" size={18} />
      <span className="max-sm:sr-only">{t("account")}</span>
    </Link>
  );
}
