import type { ReactNode } from "react";
import { paths } from "@/lib/paths";
import { SignOutForm } from "../sign-out/sign-out-form";
import { SiteHeader } from "../site-header";
import { SessionEndNotice } from "./session-end-notice";
import { SupportLine } from "./support-line";

/** The frame of the merchant's pages. It guards nothing: each page asks for its merchant itself. */
export default function MerchantLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader homeHref={paths.onboarding} account={<SignOutForm />} />
      <SessionEndNotice />
      {children}
      <SupportLine />
    </>
  );
}
