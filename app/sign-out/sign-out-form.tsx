import { LogOut } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { paths } from "@/lib/paths";

/** Signs out: a plain form, so that it works before and without JavaScript. Goes into the header's `account`. */
export async function SignOutForm() {
  const t = await getTranslations("common");
  return (
    <form action={paths.signOut} method="post">
      <button
        type="submit"
        className="inline-flex min-h-11 items-center gap-2 rounded-control px-2 text-sm sm:px-3 text-soft hover:bg-hover hover:text-ink"
      >
        <LogOut aria-hidden="true" size={17} className="max-sm:hidden" />
        <span>{t("signOut")}</span>
      </button>
    </form>
  );
}
