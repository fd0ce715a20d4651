/**
 * What each door is for, and what a visitor has to be answered there. Who of the staff may do what is lib/domain/permissions; here
 * stands what a permission does not say: whose a thing is, and in which states a merchant's pages are open.
 */
import { mayDo, type Permission } from "@/lib/domain/permissions";
import type { ActionNeed } from "./doors";
import { type MerchantState, merchantStates, type Visitor } from "./visitors";

/** "open" and "reached" let in; a path is where a page leads instead; the rest refuses. */
export type Answer = "open" | "reached" | `→ ${string}` | "401" | "403" | "404" | "409" | "signedOut" | "notAllowed";

export type PageAccess =
  /** `leadsTo`: where it leads who has not come from the page before. */
  | { for: "everybody"; leadsTo?: string }
  /** Whoever is signed in is led to `elsewhere`, or to its own pages. */
  | { for: "guests"; elsewhere?: string }
  | { for: "merchant"; in: readonly MerchantState[] }
  /** Between a mail and the desk: for staff who have come so far, or have just proved again who they are. */
  | { for: "secondStep" }
  /** `othersTo`: the thing in the address is its maker's alone, and where anybody else is led. */
  | { for: "staff"; needs: Permission; othersTo?: string };

const editable: readonly MerchantState[] = ["invited", "draft"];
const sent: readonly MerchantState[] = ["submitting", "review", "refused", "live", "suspended"];
/** Nothing is open for a correction. */
const locked: readonly MerchantState[] = ["submitting", "review", "live", "suspended"];
const ofMerchant = (states: readonly MerchantState[]): PageAccess => ({ for: "merchant", in: states });
const ofStaff = (needs: Permission): PageAccess => ({ for: "staff", needs });
const everybody = { for: "everybody" } as const;

export const pages: Record<string, PageAccess> = {
  "/": { for: "guests" },
  "/sign-in": { for: "guests", elsewhere: "/" },
  "/sign-in/check-mail": { for: "everybody", leadsTo: "/sign-in" },
  "/sign-in/link/[token]": everybody,
  "/sign-in/second-step": { for: "secondStep" },
  "/invitation/[token]": everybody,
  "/invitation/renewed": everybody,
  "/onboarding": ofMerchant(editable),
  "/onboarding/requirements": ofMerchant(editable),
  "/onboarding/uploads": ofMerchant(editable),
  "/onboarding/business/[part]": ofMerchant(editable),
  "/onboarding/check": ofMerchant(editable),
  "/onboarding/account": ofMerchant(merchantStates),
  "/onboarding/data": ofMerchant(merchantStates),
  "/onboarding/status": ofMerchant(sent),
  "/onboarding/correct": ofMerchant(["refused"]),
  "/onboarding/correct/[section]": ofMerchant(["refused"]),
  "/onboarding/change/[section]": ofMerchant(["live"]),
  "/desk": ofStaff("desk.see"),
  "/desk/account": ofStaff("account.manage"),
  "/desk/audit": ofStaff("audit.see"),
  "/desk/events": ofStaff("desk.see"),
  "/desk/events/[eventId]": ofStaff("desk.see"),
  "/desk/events/replay": ofStaff("event.replay"),
  "/desk/events/replays/[replayId]": ofStaff("event.replay"),
  "/desk/insight": ofStaff("desk.see"),
  "/desk/invitations": ofStaff("desk.see"),
  "/desk/invitations/new": ofStaff("invitation.send"),
  "/desk/invitations/import": ofStaff("invitation.many"),
  "/desk/invitations/import/[batchId]": {
    for: "staff",
    needs: "invitation.many",
    othersTo: "/desk/invitations/import",
  },
  "/desk/invitations/lite": ofStaff("invitation.lite"),
  "/desk/invitations/[applicationId]": ofStaff("desk.see"),
  "/desk/merchants/[applicationId]": ofStaff("desk.see"),
  "/desk/merchants/[applicationId]/correct": ofStaff("case.correct"),
  "/desk/merchants/[applicationId]/correct/[section]": ofStaff("case.correct"),
  "/desk/merchants/[applicationId]/credential": ofStaff("credential.reveal"),
  "/desk/merchants/[applicationId]/privacy": ofStaff("privacy.hold"),
  "/desk/merchants/[applicationId]/privacy/erase": ofStaff("privacy.erase"),
  "/desk/reasons": ofStaff("desk.see"),
  "/desk/settings": ofStaff("settings.manage"),
  "/desk/team": ofStaff("team.manage"),
  "/desk/work": ofStaff("desk.see"),
};

export type RouteAccess =
  | { for: "everybody" }
  /** Has a secret of its own; a session opens nothing. */
  | { for: "machines"; answer: "401" | "404" }
  /** On its own application, which no address names. */
  | { for: "merchant" }
  /**
   * Whose the thing in the address is, and staff with the permission; `below`: what the other staff are told. `lockedIn`: a
   * merchant may do nothing of the kind then, whatever the address names.
   */
  | {
      for: "owner";
      staff: Permission | null;
      below: "401" | "403" | "404";
      lockedIn?: readonly MerchantState[];
    }
  /** `makers`: only whoever made the thing in the address; to the others it does not exist. */
  | { for: "staff"; needs: Permission; merchant?: "404"; makers?: true };

const staffRoute = (needs: Permission): RouteAccess => ({ for: "staff", needs });

export const routes: Record<string, RouteAccess> = {
  "GET /api/corrections/[applicationId]": { for: "owner", staff: "case.correct", below: "404" },
  "GET /api/cron": { for: "machines", answer: "404" },
  "GET /api/desk/merchants/[applicationId]/drafts": staffRoute("case.correct"),
  "PUT /api/desk/merchants/[applicationId]/drafts": staffRoute("case.correct"),
  "PUT /api/desk/merchants/[applicationId]/uploads": staffRoute("case.correct"),
  "POST /api/desk/merchants/[applicationId]/uploads": staffRoute("case.correct"),
  "DELETE /api/desk/merchants/[applicationId]/uploads/[fileId]": staffRoute("case.correct"),
  "GET /api/drafts": { for: "merchant" },
  "PUT /api/drafts": { for: "merchant" },
  "GET /api/health": everybody,
  "POST /api/invitations/batches": staffRoute("invitation.many"),
  "GET /api/invitations/batches/[batchId]/rest": { for: "staff", needs: "invitation.many", makers: true },
  "GET /api/invitations/template": staffRoute("invitation.many"),
  "GET /api/live/[applicationId]": { for: "owner", staff: "desk.see", below: "404" },
  "GET /api/live/desk": { for: "staff", needs: "desk.see", merchant: "404" },
  "PUT /api/logo": staffRoute("settings.manage"),
  "DELETE /api/logo": staffRoute("settings.manage"),
  "GET /api/metrics": { for: "machines", answer: "404" },
  "GET /api/ready": everybody,
  "PUT /api/uploads": { for: "merchant" },
  "POST /api/uploads": { for: "merchant" },
  "GET /api/uploads/[id]": { for: "owner", staff: "person.reveal", below: "403" },
  "DELETE /api/uploads/[id]": { for: "owner", staff: null, below: "401", lockedIn: locked },
  "POST /api/webhooks/doku/[token]": { for: "machines", answer: "404" },
  "POST /desk/audit/export": staffRoute("audit.export"),
  "GET /desk/insight/export": staffRoute("insight.export"),
  "POST /desk/merchants/[applicationId]/privacy/export": staffRoute("privacy.export"),
  "POST /onboarding/data/export": { for: "merchant" },
  "POST /invitation/accept": everybody,
  "GET /logo/[id]": everybody,
  "POST /sign-in/complete": everybody,
  "GET /sign-in/sso": everybody,
  "GET /sign-in/sso/callback": everybody,
  "POST /sign-out": everybody,
  "GET /manifest.webmanifest": everybody,
  "GET /social-card": everybody,
};

const home = (visitor: Visitor): Answer => (visitor.kind === "staff" ? "→ /desk" : "→ /onboarding");

/** Whether a merchant's thing, or a member's, is told apart from somebody else's at this door. */
export const hasOwners = (access: PageAccess | RouteAccess): boolean =>
  access.for === "owner" || (access.for === "staff" && ("makers" in access || "othersTo" in access));

/** @param isOwn whether what the address names is the visitor's */
export function answerOfPage(access: PageAccess, visitor: Visitor, isOwn: boolean): Answer {
  if (access.for === "everybody") return access.leadsTo ? `→ ${access.leadsTo}` : "open";
  if (access.for === "guests") {
    if (visitor.kind === "nobody") return "open";
    return access.elsewhere ? `→ ${access.elsewhere}` : home(visitor);
  }
  if (access.for === "secondStep") return visitor.kind === "staff" ? "open" : "→ /sign-in";
  if (visitor.kind === "nobody") return "→ /sign-in";
  if (access.for !== visitor.kind) return home(visitor);
  if (access.for === "staff") {
    if (visitor.kind !== "staff" || !mayDo(visitor.role, access.needs)) return "→ /desk";
    return access.othersTo && !isOwn ? `→ ${access.othersTo}` : "open";
  }
  const state = visitor.kind === "merchant" ? visitor.state : "invited";
  if (access.in.includes(state)) return "open";
  return editable.includes(state) ? "→ /onboarding" : "→ /onboarding/status";
}

/** @param isOwn as for a page */
export function answerOfRoute(access: RouteAccess, visitor: Visitor, isOwn: boolean): Answer {
  if (access.for === "everybody") return "reached";
  if (access.for === "machines") return access.answer;
  if (visitor.kind === "nobody") return "401";
  if (access.for === "merchant") return visitor.kind === "merchant" ? "reached" : "401";
  if (access.for === "owner") {
    if (visitor.kind === "merchant" && access.lockedIn?.includes(visitor.state)) return "409";
    if (visitor.kind === "merchant") return isOwn ? "reached" : "404";
    return access.staff && mayDo(visitor.role, access.staff) ? "reached" : access.below;
  }
  if (visitor.kind === "merchant") return access.merchant ?? "401";
  if (!mayDo(visitor.role, access.needs)) return "403";
  return access.makers && !isOwn ? "404" : "reached";
}

export function answerOfAction(need: ActionNeed, visitor: Visitor): Answer {
  if (need === "everybody") return "reached";
  if (need === "merchant") return visitor.kind === "merchant" ? "reached" : "signedOut";
  if (visitor.kind !== "staff") return "signedOut";
  if (need === "secondStep") return "reached";
  return mayDo(visitor.role, need) ? "reached" : "notAllowed";
}
