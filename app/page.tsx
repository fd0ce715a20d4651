import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { env } from "@/lib/env";
import { paths } from "@/lib/paths";
import { readSession } from "@/lib/session";
import { SiteHeader } from "./site-header";

/** Home: people who are signed in go to their work, everybody else is welcomed. */
export default async function HomePage() {
  const session = await readSession();
  if (session) redirect(session.role === "staff" ? paths.desk : paths.onboarding);
  const t = await getTranslations("signIn.home");
  const partner = env().PARTNER_NAME;
  return (
    <>
      <SiteHeader partnerName={partner} />
      <PageBody width="form">
        <PageHeader title={t("title", { partner })} lead={t("lead")} />
        <ButtonLink href={paths.signIn} wide>
          {t("signIn")}
        </ButtonLink>
        <section className="mt-10 border-t border-line pt-6">
          <h2 className="font-semibold">{t("invited")}</h2>
          <p className="mt-1 text-[15px] text-soft">{t("invitedText")}</p>
        </section>
      </PageBody>
    </>
  );
}
