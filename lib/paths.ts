/** Every address of the portal. The webhook path is part of what DOKU signs, so it is made here and nowhere else. */
import type { BusinessPart } from "./domain/business";
import type { SectionSlug } from "./domain/correction";
import type { TaskId } from "./domain/progress";

export const paths = {
  home: "/",
  /** GET the picture that chats show beside a link. */
  socialCard: "/social-card",
  /** The licences of what is sent to browsers and is not ours (THIRD_PARTY.md). */
  thirdParty: "/third-party.txt",
  signIn: "/sign-in",
  signInSent: "/sign-in/check-mail",
  signInLink: (token: string) => `/sign-in/link/${token}`,
  /** POST a link's token, or a code beside the cookie of the attempt. */
  signInComplete: "/sign-in/complete",
  /** GET: off to the provider of single sign-on, and back from it. Staff only. */
  sso: "/sign-in/sso",
  ssoCallback: "/sign-in/sso/callback",
  /** The second step of staff: set up, or proved. */
  secondStep: "/sign-in/second-step",
  /** POST only. */
  signOut: "/sign-out",
  invitation: (token: string) => `/invitation/${token}`,
  /** POST an invitation's token. */
  invitationAccept: "/invitation/accept",
  /** After asking for a new link. */
  invitationRenewed: "/invitation/renewed",
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
  /** Where one is signed in. */
  account: "/onboarding/account",
  /** What is kept about the merchant. */
  ownData: "/onboarding/data",
  /** POST; answers with a file. */
  ownDataExport: "/onboarding/data/export",
  desk: "/desk",
  deskMerchant: (applicationId: string) => `/desk/merchants/${applicationId}`,
  /** A refused section that staff correct on the merchant's behalf. */
  deskCorrect: (applicationId: string, slug: SectionSlug) => `/desk/merchants/${applicationId}/correct/${slug}`,
  /** What staff have corrected on the merchant's behalf: to compare, and to send. */
  deskCorrections: (applicationId: string) => `/desk/merchants/${applicationId}/correct`,
  /** PUT one part's raw values on the merchant's behalf. */
  draftsFor: (applicationId: string) => `/api/desk/merchants/${applicationId}/drafts`,
  /** PUT a file into a slot on the merchant's behalf. */
  uploadFor: (applicationId: string, slotId: string) =>
    `/api/desk/merchants/${applicationId}/uploads?slot=${encodeURIComponent(slotId)}`,
  /** DELETE a file on the merchant's behalf. */
  fileFor: (applicationId: string, fileId: string) => `/api/desk/merchants/${applicationId}/uploads/${fileId}`,
  /** GET whose hand was last at an open section, for the others who have it open. */
  lastHand: (applicationId: string, slug: SectionSlug) => `/api/corrections/${applicationId}?section=${slug}`,
  /** The merchant's Brand ID and shared key, for admins who have just signed in. */
  deskCredential: (applicationId: string) => `/desk/merchants/${applicationId}/credential`,
  /** How long a merchant's data is kept, who saw it, and how it is held, given out and erased. */
  deskPrivacy: (applicationId: string) => `/desk/merchants/${applicationId}/privacy`,
  /** POST; answers with a file. */
  deskPrivacyExport: (applicationId: string) => `/desk/merchants/${applicationId}/privacy/export`,
  deskErase: (applicationId: string) => `/desk/merchants/${applicationId}/privacy/erase`,
  deskInvitations: "/desk/invitations",
  deskInvite: "/desk/invitations/new",
  /** Many merchants from a file. */
  deskImport: "/desk/invitations/import",
  deskBatch: (batchId: string) => `/desk/invitations/import/${batchId}`,
  /** POST a file or pasted text. */
  importUpload: "/api/invitations/batches",
  /** The rows that cannot be invited, as a file to mend. */
  importRest: (batchId: string) => `/api/invitations/batches/${batchId}/rest`,
  importTemplate: "/api/invitations/template",
  /** DOKU invites the merchant to its own dashboard. */
  deskLite: "/desk/invitations/lite",
  deskInvited: (applicationId: string) => `/desk/invitations/${applicationId}`,
  deskEvents: "/desk/events",
  /** What would be applied anew: the events or the filter of the query. */
  deskReplay: "/desk/events/replay",
  /** How far a replay is. */
  deskReplayed: (replayId: string) => `/desk/events/replays/${replayId}`,
  deskEvent: (eventId: string) => `/desk/events/${eventId}`,
  deskInsight: "/desk/insight",
  /** GET one of insight's tables as a file. */
  deskInsightExport: "/desk/insight/export",
  deskAudit: "/desk/audit",
  /** POST the filter; answers with a file. */
  deskAuditExport: "/desk/audit/export",
  /** The same for staff. */
  deskAccount: "/desk/account",
  deskTeam: "/desk/team",
  deskSettings: "/desk/settings",
  /** PUT a picture, or DELETE it: the partner's logo. */
  deskLogo: "/api/logo",
  /** The partner's logo for everybody; `key` is the storage's and changes with the picture. */
  logo: (key: string) => `/logo/${key.split("/").at(-1)}`,
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
