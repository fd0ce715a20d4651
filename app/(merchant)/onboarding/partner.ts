import type { Partner } from "@/components/kyb/partner";
import { env } from "@/lib/env";

/** Who a merchant can ask: the partner, at the address that its mails come from. */
export function partner(): Partner {
  const { PARTNER_NAME, SUPPORT_EMAIL, MAIL_FROM } = env();
  return { name: PARTNER_NAME, email: SUPPORT_EMAIL ?? /<([^>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM };
}
