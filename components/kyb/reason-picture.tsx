import { useTranslations } from "next-intl";
import type { ReasonPicture as Picture } from "@/lib/domain/reasons";
import { PhotoExample } from "../onboarding/photo-example";

/** What a photo should not look like beside what it should. */
export function ReasonPicture({ picture: { subject, flaw } }: { picture: Picture }) {
  const t = useTranslations("reasons.picture");
  return (
    <div className="grid max-w-sm grid-cols-2 gap-4">
      {flaw ? (
        <PhotoExample subject={subject} flaw={flaw} mark={t("bad")}>
          {t(flaw)}
        </PhotoExample>
      ) : null}
      <PhotoExample subject={subject} flaw={null} mark={t("good")} />
    </div>
  );
}
