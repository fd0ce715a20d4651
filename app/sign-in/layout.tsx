import type { ReactNode } from "react";
import { SiteHeader } from "@/app/site-header";

export default function SignInLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      {children}
    </>
  );
}
