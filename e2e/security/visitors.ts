/** Who may knock at a door, as far as the rules of access tell people apart. */
import type { StaffRole } from "@/lib/domain/permissions";

/** The states of a merchant in which its own pages differ. */
export const merchantStates = ["invited", "draft", "submitting", "review", "refused", "live", "suspended"] as const;
export type MerchantState = (typeof merchantStates)[number];

/** `nobody`: without a session that counts, for whatever reason. */
export type Visitor = { title: string } & (
  | { kind: "nobody" }
  | { kind: "merchant"; state: MerchantState }
  | { kind: "staff"; role: StaffRole }
);
