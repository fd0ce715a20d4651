import { Building2, Camera, CreditCard, FileText, IdCard } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { MerchantPage } from "@/app/merchant-page";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";

const ready = [
  { key: "id", Icon: IdCard },
  { key: "tax", Icon: FileText },
  { key: "bank", Icon: CreditCard },
  { key: "photo", Icon: Camera },
  { key: "company", Icon: Building2 },
] as const;

/** An invitation that can be accepted: who invites, what to have ready, how long it takes, and one button. */
export async function OpenInvitation({
  token,
  partner,
  name,
  business,
  until,
}: Record<"token" | "partner" | "name" | "business" | "until", string>) {
  const t = await getTranslations("invitation");
  return (
    <MerchantPage help="invitation" width="form">
      <PageHeader title={t("title", { business })} lead={t("lead", { name, partner })} />
      <Card as="section">
        <h2 className="text-lg font-bold tracking-tight">{t("readyTitle")}</h2>
        <ul className="mt-3 space-y-3">
          {ready.map(({ key, Icon }) => (
            <li key={key} className="flex gap-3">
              <Icon aria-hidden="true" size={20} className="mt-0.5 shrink-0 text-accent" />
              <span>{t(`ready.${key}`)}</span>
            </li>
          ))}
        </ul>
        <p className="mt-5 border-t border-line pt-4 text-[0.9375rem] text-soft">{t("how")}</p>
      </Card>
      <form action={paths.invitationAccept} method="post" className="mt-6">
        <input type="hidden" name="token" value={token} />
        <Button type="submit" wide>
          {t("accept")}
        </Button>
      </form>
      <p className="mt-4 text-sm text-soft">{t("until", { date: until })}</p>
    </MerchantPage>
  );
}
