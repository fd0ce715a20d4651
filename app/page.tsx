import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { partner as partnerNow } from "@/lib/partner";
import { paths } from "@/lib/paths";
import { readSession } from "@/lib/session";
import { MerchantFrame } from "./merchant-frame";
import { MerchantPage } from "./merchant-page";
import { publicMetadata } from "./public-metadata";

export const generateMetadata = publicMetadata;

/** Home: people who are signed in go to their work, everybody else is welcomed. */
export default async function HomePage() {
  const session = await readSession();
  if (session) redirect(session.role === "staff" ? paths.desk : paths.onboarding);
  const [t, { name: partner }] = await Promise.all([getTranslations("signIn.home"), partnerNow()]);
  return (
    <MerchantFrame>
      <MerchantPage help="home" width="form">
        <PageHeader title={t("title", { partner })} lead={t("lead")} />
        <ButtonLink href={paths.signIn} wide>
          {t("signIn")}
        </ButtonLink>
        <section className="mt-10 border-t border-line pt-6">
          <h2 className="font-semibold">{t("invited")}</h2>
          <p className="mt-1 text-[0.9375rem] text-soft">{t("invitedText")}</p>
        </section>
      </MerchantPage>
    </MerchantFrame>
  );
}
