import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";

/** Whom merchants ask, and whose work the portal uses, under every page that they see. */
export async function SupportLine({ more }: { more?: ReactNode }) {
  const [t, common, { name, supportEmail, supportPhone }] = await Promise.all([
    getTranslations("common.support"),
    getTranslations("common"),
    partner(),
  ]);
  const mail = (words: ReactNode) => (
    // An address is broken where it must be, not at its first hyphen.
    <a href={`mailto:${supportEmail}`} className="inline-block max-w-full wrap-anywhere">
      {words}
    </a>
  );
  // WhatsApp's own address for a number: digits only, country code first.
  const whatsApp = (words: ReactNode) => (
    <a href={`https://wa.me/${supportPhone.slice(1)}`} rel="noreferrer" className="inline-block">
      {words}
    </a>
  );
  return (
    <footer data-print="hide" className="mt-auto border-t border-line px-5 py-5 text-center text-[0.9375rem] text-soft">
      <p>
        {supportPhone
          ? t.rich("both", { partner: name, address: supportEmail, number: supportPhone, mail, whatsApp })
          : t.rich("mail", { partner: name, address: supportEmail, mail })}
      </p>
      <p className="mt-1 flex flex-wrap justify-center gap-x-5 text-sm">
        {more}
        <a
          href={paths.thirdParty}
          rel="license"
          className="inline-flex min-h-11 items-center text-soft no-underline hover:underline"
        >
          {common("licences")}
        </a>
      </p>
    </footer>
  );
}
