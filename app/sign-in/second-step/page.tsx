import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { readGate } from "@/app/account/gate";
import { MerchantPage } from "@/app/merchant-page";
import { SignOutForm } from "@/app/sign-out/sign-out-form";
import { paths } from "@/lib/paths";
import { readStaffAtSecondStep } from "@/lib/session";
import { hasFactor } from "@/lib/sign-in/confirm-again";
import { PassStep } from "./pass-step";
import { SetUpStep } from "./set-up-step";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("secondStep"))("title") };
}

/** Between the mailed link and the desk: the code of one's app, or setting that app up. */
export default async function SecondStepPage() {
  const session = await readStaffAtSecondStep();
  if (!session) redirect(paths.signIn);
  const isSetUp = await hasFactor(session.userId);
  // Whoever is signed in already comes from their account, where they prove again who they are.
  if (session.isWhole && (isSetUp || !(await readGate(session)).until)) redirect(paths.deskAccount);
  return (
    <MerchantPage help="secondStep" width="form">
      {isSetUp ? <PassStep /> : <SetUpStep {...session} />}
      {session.isWhole ? null : (
        <div className="mt-8 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-3">
          <p className="text-sm text-soft">{(await getTranslations("secondStep"))("notYou", { name: session.name })}</p>
          <SignOutForm />
        </div>
      )}
    </MerchantPage>
  );
}
