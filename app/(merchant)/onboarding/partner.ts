import type { Partner } from "@/components/kyb/partner";
import { partner as partnerNow } from "@/lib/partner";

/** Who a merchant can ask. */
export async function partner(): Promise<Partner> {
  const { name, supportEmail } = await partnerNow();
  return { name, email: supportEmail };
}
