import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";

/** Says what was just ended, after the page has come again. */
export async function EndedNotice({ ended }: { ended: string | undefined }) {
  if (ended !== "one" && ended !== "others") return null;
  const t = await getTranslations("account.signIns");
  return (
    <Notice tone="ok" live="polite" className="mb-6">
      {t(`ended.${ended}`)}
    </Notice>
  );
}
