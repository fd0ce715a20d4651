/** Who of the partner's staff may do what: the whole table. Doors name a permission (lib/action, lib/session), nothing else decides. */

/** From the least to the most: each may do what the ones before it may. */
export const staffRoles = ["viewer", "reviewer", "manager", "admin"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** From which role on each thing is allowed. */
export const permissions = {
  /** The queue, a merchant's page with masked numbers, events, insight; saving views of one's own. */
  "desk.see": "viewer",
  "view.save": "viewer",
  /** One's own sign-ins and second factor. */
  "account.manage": "viewer",
  /** Personal numbers unmasked and photos of documents; each time is audited. */
  "person.reveal": "reviewer",
  "case.comment": "reviewer",
  /** To oneself or to others, and one's own "away". */
  "case.assign": "reviewer",
  "case.snooze": "reviewer",
  "case.return": "reviewer",
  "case.correct": "reviewer",
  /** The second person's word on a bank account that staff changed. */
  "case.second": "reviewer",
  "case.ask": "reviewer",
  "change.decide": "reviewer",
  "submission.retry": "reviewer",
  "invitation.send": "reviewer",
  /** From a file, and through DOKU's Create business lite. */
  "invitation.many": "manager",
  "invitation.lite": "manager",
  /** Says that a stopped registration is at DOKU, or is not: DOKU cannot be asked (contract section 4). */
  "submission.decide": "manager",
  "event.replay": "manager",
  "reason.map": "manager",
  "work.run": "manager",
  "insight.export": "manager",
  /** Keeping a merchant's data whatever its days, and giving it out whole. */
  "privacy.hold": "manager",
  "privacy.export": "manager",
  /** Ends every sign-in of a merchant, whose phone is gone. */
  "privacy.devices": "manager",
  "audit.see": "manager",
  "audit.export": "admin",
  "team.manage": "admin",
  "settings.manage": "admin",
  /** The merchant's Brand ID and shared key. */
  "credential.reveal": "admin",
  /** The secret address that DOKU calls back for a merchant. */
  "callback.address": "admin",
  /** For good. */
  "privacy.erase": "admin",
} as const satisfies Record<string, StaffRole>;
export type Permission = keyof typeof permissions;

/** Whether a role is enough. Nobody without a role may do anything. */
export function mayDo(role: StaffRole | null, permission: Permission): boolean {
  return role !== null && staffRoles.indexOf(role) >= staffRoles.indexOf(permissions[permission]);
}
