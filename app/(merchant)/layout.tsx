import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AccountLink } from "@/app/account/account-link";
import { SessionEndNotice } from "@/app/session-end-notice";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/paths";
import { MerchantFrame } from "../merchant-frame";
import { SignOutForm } from "../sign-out/sign-out-form";

/** The frame of the pages behind the sign-in. It guards nothing: each page asks for its merchant itself. */
export default async function MerchantLayout({ children }: { children: ReactNode }) {
  const [t, common] = await Promise.all([getTranslations("privacy.own"), getTranslations("common")]);
  const below = "inline-flex min-h-11 items-center text-soft no-underline hover:underline";
  const ownData = (
    <>
      <Link href={paths.account} className={`${below} sm:hidden`}>
        {common("account")}
      </Link>
      <Link href={paths.ownData} className={below}>
        {t("title")}
      </Link>
    </>
  );
  return (
    <MerchantFrame
      homeHref={paths.onboarding}
      more={ownData}
      account={
        <>
          {/* On a phone the name needs the room; there the way stands below, with the others. */}
          <span className="max-sm:hidden">
            <AccountLink href={paths.account} />
          </span>
          <SignOutForm />
        </>
      }
    >
      <SessionEndNotice who="merchant" />
      {children}
    </MerchantFrame>
  );
}
