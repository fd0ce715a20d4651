import type { ReactNode } from "react";
import { MerchantFrame } from "@/app/merchant-frame";
import { publicMetadata } from "@/app/public-metadata";

export const generateMetadata = publicMetadata;

export default function SignInLayout({ children }: { children: ReactNode }) {
  return <MerchantFrame>{children}</MerchantFrame>;
}
