import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { SiteHeader } from "./site-header";
import { SupportLine } from "./support-line";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common.notFound");
  return { title: t("title") };
}

// Next gives this page to every layout of a request, in case one of them needs it; written once, it is in the answer once.
const said = cache(async () => {
  const t = await getTranslations("common.notFound");
  return (
    <>
      <SiteHeader />
      <PageBody width="form">
        <PageHeader title={t("title")} lead={t("lead")} />
        <ButtonLink href={paths.home} wide>
          {t("home")}
        </ButtonLink>
      </PageBody>
      <SupportLine />
    </>
  );
});

export default function NotFound() {
  return said();
}
