import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { SiteHeader } from "./site-header";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common.notFound");
  return { title: t("title") };
}

export default async function NotFound() {
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
    </>
  );
}
