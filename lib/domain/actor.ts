/** Who does something: every verb takes one, the audit names it. */
export type MerchantActor = { kind: "merchant"; userId: string; applicationId: string };
export type StaffActor = { kind: "staff"; userId: string };
export type Actor = MerchantActor | StaffActor | { kind: "webhook" } | { kind: "system" };
