import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MerchantPage } from "@/app/merchant-page";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { readSignInLink } from "@/lib/sign-in/read-sign-in";
import { AskAgainForm } from "../../ask-again-form";
import { signInErrors } from "../../sign-in-errors";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

/** Behind the link of a mail. Opening it changes nothing, because mail scanners open links too. */
export default async function SignInLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [link, t, all] = await Promise.all([
    readSignInLink(token),
    getTranslations("signIn.link"),
    getTranslations("signIn"),
  ]);
  if (link.state === "unknown") {
    return (
      <MerchantPage help="signIn" width="form">
        <PageHeader title={t("unknownTitle")} lead={t("unknown")} />
        <ButtonLink href={paths.signIn} wide>
          {t("toSignIn")}
        </ButtonLink>
      </MerchantPage>
    );
  }
  if (link.state === "over") {
    return (
      <MerchantPage help="signIn" width="form">
        <PageHeader title={t("overTitle")} lead={t("over")} />
        <AskAgainForm
          kind="link"
          value={token}
          label={t("sendNew")}
          pendingText={all("sending")}
          errors={await signInErrors()}
        />
      </MerchantPage>
    );
  }
  return (
    <MerchantPage help="signIn" width="form">
      <Card>
        <PageHeader title={t("title", { email: link.maskedEmail })} lead={t("lead")} />
        <form action={paths.signInComplete} method="post">
          <input type="hidden" name="token" value={token} />
          <Button type="submit" wide>
            {t("enter")}
          </Button>
        </form>
      </Card>
      <p className="mt-6 text-[0.9375rem] text-soft">{t("stranger")}</p>
    </MerchantPage>
  );
}
