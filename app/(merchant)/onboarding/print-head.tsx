import { getFormatter, getTranslations } from "next-intl/server";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";

/** On paper only, where there is no header: whose portal it is, whose business, and of which day. */
export async function PrintHead({ businessName }: { businessName: string }) {
  const [t, format, { name, logo }] = await Promise.all([getTranslations("onboarding"), getFormatter(), partner()]);
  return (
    <div className="mb-6 hidden items-end justify-between gap-6 border-b border-line pb-3 print:flex">
      <div>
        {logo ? (
          // biome-ignore lint/performance/noImgElement: the partner's own logo, small already and of any shape
          <img src={paths.logo(logo.key)} alt="" className="mb-1.5 h-8 w-auto max-w-40 object-contain" />
        ) : null}
        <p className="text-sm">{name}</p>
      </div>
      <div className="text-right">
        <p className="font-semibold">{businessName}</p>
        <p className="text-sm">
          {t("printed", { date: format.dateTime(new Date(), { dateStyle: "long", timeStyle: "short" }) })}
        </p>
      </div>
    </div>
  );
}
