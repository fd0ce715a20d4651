/** Every address of the portal. The webhook path is part of what DOKU signs, so it is made here and nowhere else. */
import type { BusinessPart } from "./domain/business";
import type { SectionSlug } from "./domain/correction";
import type { TaskId } from "./domain/progress";

export const paths = {
  home: "/",
  signIn: "/sign-in",
  signInSent: "/sign-in/check-mail",
  signInLink: (token: string) => `/sign-in/link/${token}`,
  /** POST a link's token, or a code beside the cookie of the attempt. */
  signInComplete: "/sign-in/complete",
  /** POST only. */
  signOut: "/sign-out",
  invitation: (token: string) => `/invitation/${token}`,
  /** POST an invitation's token. */
  invitationAccept: "/invitation/accept",
  onboarding: "/onboarding",
  requirements: "/onboarding/requirements",
  uploads: "/onboarding/uploads",
  business: (part: BusinessPart) => `/onboarding/business/${part}`,
  check: "/onboarding/check",
  /** What is open again after DOKU's verdict: the overview, and one section. */
  correct: "/onboarding/correct",
  correctSection: (slug: SectionSlug) => `/onboarding/correct/${slug}`,
  /** Ask to change what DOKU has approved. */
  askChange: (slug: SectionSlug) => `/onboarding/change/${slug}`,
  /** PUT one part's raw values: the autosave of the signed-in merchant. */
  drafts: "/api/drafts",
  status: "/onboarding/status",
  desk: "/desk",
  deskMerchant: (applicationId: string) => `/desk/merchants/${applicationId}`,
  /** A refused section that staff correct on the merchant's behalf. */
  deskCorrect: (applicationId: string, slug: SectionSlug) => `/desk/merchants/${applicationId}/correct/${slug}`,
  /** The merchant's Brand ID and shared key, for admins who have just signed in. */
  deskCredential: (applicationId: string) => `/desk/merchants/${applicationId}/credential`,
  deskInvitations: "/desk/invitations",
  deskInvite: "/desk/invitations/new",
  /** Many merchants from a file. */
  deskImport: "/desk/invitations/import",
  deskInvited: (applicationId: string) => `/desk/invitations/${applicationId}`,
  deskEvents: "/desk/events",
  deskEvent: (eventId: string) => `/desk/events/${eventId}`,
  deskInsight: "/desk/insight",
  deskAudit: "/desk/audit",
  deskTeam: "/desk/team",
  deskSettings: "/desk/settings",
  deskWork: "/desk/work",
  /** DOKU's notes that the catalogue of reasons does not know. */
  deskReasons: "/desk/reasons",
  /** One of them; `fingerprint` is of lib/kyb/explain-notes. */
  deskReason: (fingerprint: string) => `/desk/reasons#note-${fingerprint}`,
  /** PUT a file into a slot of the signed-in merchant's application. */
  uploadTo: (slotId: string) => `/api/uploads?slot=${encodeURIComponent(slotId)}`,
  file: (fileId: string) => `/api/uploads/${fileId}`,
  live: (applicationId: string) => `/api/live/${applicationId}`,
  liveDesk: "/api/live/desk",
  webhook: (token: string) => `/api/webhooks/doku/${token}`,
} as const;

/** The page on which a task of the merchant's list is done. */
export function taskPath(task: TaskId): string {
  return task === "requirements" || task === "uploads" ? paths[task] : paths.business(task);
}
