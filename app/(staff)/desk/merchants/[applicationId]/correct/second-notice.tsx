import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/paths";

/** On a merchant's page: a correction waits for a second person, and here is the way to it. */
export async function SecondNotice({ applicationId }: { applicationId: string }) {
  const t = await getTranslations("desk.second");
  return (
    <Notice
      tone="warn"
      title={t("noticeTitle")}
      className="mb-6"
      actions={
        <ButtonLink href={paths.deskCorrections(applicationId)} size="sm" variant="secondary">
          {t("notice")}
        </ButtonLink>
      }
    />
  );
}
