/** Who does something: every verb takes one, the audit names it. */
export type MerchantActor = { kind: "merchant"; userId: string; applicationId: string };
export type StaffActor = { kind: "staff"; userId: string };
/** Who edits one merchant's answers and files: the merchant itself, or staff on its behalf. */
export type CaseActor = MerchantActor | (StaffActor & { applicationId: string });
export type Actor = MerchantActor | StaffActor | { kind: "webhook" } | { kind: "system" };

/** Who of the staff it is, for what is kept with a change; null for the merchant itself. */
export const staffIdOf = (actor: CaseActor): string | null => (actor.kind === "staff" ? actor.userId : null);
