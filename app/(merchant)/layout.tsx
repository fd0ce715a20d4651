import type { ReactNode } from "react";
import { paths } from "@/lib/paths";
import { MerchantFrame } from "../merchant-frame";
import { SignOutForm } from "../sign-out/sign-out-form";
import { SessionEndNotice } from "./session-end-notice";

/** The frame of the pages behind the sign-in. It guards nothing: each page asks for its merchant itself. */
export default function MerchantLayout({ children }: { children: ReactNode }) {
  return (
    <MerchantFrame homeHref={paths.onboarding} account={<SignOutForm />}>
      <SessionEndNotice />
      {children}
    </MerchantFrame>
  );
}
