import type { ReactNode } from "react";
import { SiteHeader } from "@/app/site-header";
import { env } from "@/lib/env";

export default function SignInLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader partnerName={env().PARTNER_NAME} />
      {children}
    </>
  );
}
