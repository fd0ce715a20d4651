import { getTranslations } from "next-intl/server";
import { DokuTroubleNotice } from "@/components/desk/doku-trouble";
import { ButtonLink } from "@/components/ui/button-link";
import { dokuTroubles } from "@/lib/desk/doku-trouble";
import { paths } from "@/lib/paths";

/** What is in the way of submissions now, if anything. @param canMend the reader may change the credentials, elsewhere */
export async function TroubleNotices({ canMend = false }: { canMend?: boolean }) {
  const troubles = await dokuTroubles();
  if (troubles.length === 0) return null;
  const t = await getTranslations("queue.trouble");
  const mend = (
    <ButtonLink href={`${paths.deskSettings}#doku`} variant="secondary" size="sm">
      {t("mend")}
    </ButtonLink>
  );
  return troubles.map((trouble) => (
    <DokuTroubleNotice
      key={trouble.what}
      trouble={trouble}
      actions={canMend && trouble.what === "refused" ? mend : undefined}
    />
  ));
}
