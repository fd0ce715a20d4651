import type { ReactNode } from "react";
import { SiteHeader } from "@/app/site-header";

export default function InvitationLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      {children}
    </>
  );
}
