import type { ReactNode } from "react";
import { PageBody } from "@/components/ui/page-body";
import { type HelpPage, HelpPanel } from "./help-panel";

/** A page of the merchants: what it shows, and its help at the same place as on all the others. */
export function MerchantPage({
  help,
  width = "text",
  children,
}: {
  help: HelpPage;
  width?: "form" | "text";
  children: ReactNode;
}) {
  return (
    <>
      <PageBody width={width}>{children}</PageBody>
      <HelpPanel page={help} width={width} />
    </>
  );
}
