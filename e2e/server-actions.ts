/** Server actions called as an attacker would: by their ids from the build, past every page. */
import { readFileSync } from "node:fs";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { z } from "zod";

const manifestSchema = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) })),
});

/** Ids by exported name, all that the build knows. */
export function serverActionIds(): Map<string, string> {
  const manifest = manifestSchema.parse(
    JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")),
  );
  return new Map(Object.entries(manifest.node).map(([id, { exportedName }]) => [exportedName, id]));
}

/** An argument is JSON, or the fields of a form. */
export type Argument = { json: unknown } | { form: Record<string, string> };

/** The body of a call, as React's client encodes it. */
export function encodeArguments(args: readonly Argument[]): FormData {
  const multipart = new FormData();
  const values = args.map((argument, index) => {
    if ("json" in argument) return argument.json;
    const part = index + 1;
    for (const [name, value] of Object.entries(argument.form)) multipart.append(`_${part}_${name}`, value);
    return `$K${part}`;
  });
  multipart.append("0", JSON.stringify(values));
  return multipart;
}

/** Calls an action by its id. */
export async function callAction(
  request: APIRequestContext,
  { id, path, args, headers = {} }: { id: string; path: string; args: Argument[]; headers?: Record<string, string> },
): Promise<APIResponse> {
  // A connection that was idle may be closed by the portal in the moment in which it is used again.
  const options = { multipart: encodeArguments(args), maxRedirects: 0, maxRetries: 1 };
  return await request.post(path, { headers: { "Next-Action": id, ...headers }, ...options });
}

/** Would get an invitation if one of the attacks went through. */
const intruder = "penyusup@merchant.test";

type GuardedAction = { path: string; args: Argument[] };

/** Every action that needs a session, with the page that has it and arguments that would do harm. */
export function guardedActions(applicationId: string): Record<string, GuardedAction> {
  const kind = { businessType: "CORPORATE", legalEntity: "PT", line: "LOGISTICS", nationality: "ID" };
  const invitee = { name: "Penyusup", email: intruder, phone: "0812-0000-0000" };
  const invitation = { ...invitee, businessName: "Penyusup", locale: "id" };
  const part = { part: "profile", values: { name: "Diambil alih" }, returnToCheck: false };
  const number = { slotId: "contact.primary.DOCUMENT.KTP", values: { NO_KTP: "1" } };
  const account = { accountNumber: "9999999999", accountName: "Penyusup" };
  const ofMerchant = (page: string, argument: Argument): GuardedAction => {
    return { path: `/onboarding/${page}`, args: [argument] };
  };
  const ofMerchantForm = (page: string, form: Record<string, string>): GuardedAction => {
    return { path: `/onboarding/${page}`, args: [{ json: { sent: 0 } }, { form }] };
  };
  const ofStaff = (page: string, json: unknown): GuardedAction => {
    return { path: `/desk/${page}`, args: [{ json }] };
  };
  const ofStaffForm = (page: string, form: Record<string, string>): GuardedAction => {
    return { path: `/desk/${page}`.replace(/\/$/, ""), args: [{ json: { sent: 0 } }, { form }] };
  };
  const secrets = { secretKey: "SK-PENYUSUP", nextSecretKey: "", dropNext: false };
  const dokuAccount = { environment: "production", address: "", clientId: "BRN-PENYUSUP", ...secrets };
  const correction = `merchants/${applicationId}/correct/bank`;
  const credential = `merchants/${applicationId}/credential`;
  const onMerchant = ofStaff(`merchants/${applicationId}`, { applicationId });
  const onCase = (input: object) => ofStaff(`merchants/${applicationId}`, { applicationId, seen: 1, ...input });
  return {
    postPart: ofMerchant("business/profile", { form: { part: "profile", name: "Diambil alih" } }),
    continuePart: ofMerchant("business/profile", { json: part }),
    searchAreas: ofMerchant("business/address", { json: { keyword: "17133" } }),
    sendToDoku: ofMerchant("check", { form: { sent: "" } }),
    submitKind: ofMerchant("requirements", { json: { values: kind, confirmed: true, returnToCheck: false } }),
    postKind: ofMerchant("requirements", { form: kind }),
    acknowledge: ofMerchant("requirements", { json: null }),
    findMissing: ofMerchant("uploads", { json: {} }),
    saveValues: ofMerchant("uploads", { json: number }),
    postUploads: ofMerchant("uploads", { form: { "contact.primary.DOCUMENT.KTP.NO_KTP": "1" } }),
    continueSection: ofMerchant("correct/bank", { json: { section: "bank", part: "bank", values: account } }),
    findSectionGaps: ofMerchant("correct/documents", { json: { section: "documents" } }),
    postSection: ofMerchant("correct/bank", { form: { section: "bank", part: "bank", ...account } }),
    sendFixes: ofMerchant("correct", { form: { sent: "" } }),
    ask: ofMerchantForm("change/bank", { type: "BUSINESS_BANK", reason: "Diambil alih" }),
    withdraw: ofMerchant("change/bank", { form: { changeId: applicationId, section: "bank" } }),
    endSignIn: ofMerchantForm("account", { id: applicationId }),
    endOtherSignIns: ofMerchantForm("account", {}),
    askOwnCode: ofMerchantForm("change/bank", {}),
    giveOwnCode: ofMerchantForm("change/bank", { code: "123456" }),
    askDokuNow: ofMerchant("status", { json: { known: "" } }),
    sendInvitation: ofStaff("invitations/new", invitation),
    resendInvited: ofStaff("invitations", { applicationId }),
    copyInvited: ofStaff("invitations", { applicationId }),
    extendInvited: ofStaffForm("invitations", { applicationId, until: "2099-01-01" }),
    revokeInvited: ofStaffForm("invitations", { applicationId, confirmed: "on" }),
    confirmImport: ofStaff("invitations/import", { batchId: applicationId }),
    dropImport: ofStaff("invitations/import", { batchId: applicationId }),
    sendLite: ofStaffForm("invitations/lite", { ...invitation, referralCode: "" }),
    reopen: onCase({}),
    retry: onCase({}),
    giveBack: ofStaffForm(`merchants/${applicationId}`, { applicationId, seen: "1", notRegistered: "on" }),
    adopt: ofStaffForm(`merchants/${applicationId}`, {
      applicationId,
      seen: "1",
      businessId: "BSN-1",
      brandId: "BRN-1",
    }),
    returnToMerchant: onCase({
      sections: [{ type: "BUSINESS_BANK", reasons: ["ACCOUNT_NOT_FOUND"], note: "Penyusup" }],
    }),
    takeBackReturned: onCase({ returnIds: [applicationId] }),
    assignCaseTo: onCase({ assigneeId: null }),
    undoAssigned: onCase({ givenId: null, previousId: null }),
    markAway: ofStaff(`merchants/${applicationId}`, { away: true }),
    snoozeUntilThen: onCase({ until: null }),
    undoSnoozed: onCase({ until: null, previous: null }),
    sayComment: onCase({ body: "Penyusup", mentions: [] }),
    dropComment: onCase({ commentId: applicationId }),
    sawMentions: ofStaff(`merchants/${applicationId}`, { commentIds: [applicationId] }),
    sawDrifts: onCase({}),
    search: ofStaffForm("", { q: "Warung" }),
    assignToMe: { path: "/desk", args: [{ json: { applicationId } }] },
    assignTicked: ofStaffForm("", { [`tick.${applicationId}`]: "1", assigneeId: "nobody" }),
    snoozeTicked: ofStaffForm("", { [`tick.${applicationId}`]: "1", snooze: "tomorrow" }),
    askTicked: ofStaffForm("", { [`tick.${applicationId}`]: "1" }),
    keepView: ofStaffForm("", { name: "Penyusup", query: "view=all" }),
    changeViewName: ofStaffForm("", { viewId: applicationId, name: "Penyusup" }),
    dropView: ofStaffForm("", { viewId: applicationId }),
    runWork: ofStaff("work", { jobId: applicationId }),
    runAllWork: ofStaff("work", { name: "send-invitation-mail" }),
    askNow: onMerchant,
    decide: ofStaffForm(`merchants/${applicationId}`, {
      changeId: applicationId,
      seen: "1",
      decision: "decline",
      answer: "Tidak",
    }),
    reveal: ofStaff(`merchants/${applicationId}`, { applicationId, what: "answers/bank" }),
    continueForMerchant: ofStaff(correction, { applicationId, section: "bank", part: "bank", values: account }),
    findGapsForMerchant: ofStaff(correction, { applicationId, section: "documents" }),
    postForMerchant: {
      path: `/desk/${correction}`,
      args: [{ form: { applicationId, section: "bank", part: "bank", ...account } }],
    },
    saveValuesForMerchant: ofStaff(correction, { applicationId, ...number }),
    searchAreasForMerchant: ofStaff(correction, { keyword: "17133" }),
    sendOnBehalf: ofStaffForm(correction, { applicationId, seen: "1", content: "x" }),
    answerSecond: ofStaffForm(correction, { secondId: applicationId, decision: "approve", answer: "" }),
    takeBackSecond: ofStaffForm(correction, { secondId: applicationId }),
    askStaffCode: ofStaffForm("account", {}),
    giveStaffCode: ofStaffForm("account", { code: "123456" }),
    offerOwnCodes: ofStaffForm("account", {}),
    takeOwnCodes: ofStaffForm("account", {}),
    dropOwnFactor: ofStaffForm("account", {}),
    resetMemberFactor: ofStaffForm("team", { memberId: applicationId }),
    passSecondStep: { path: "/sign-in/second-step", args: [{ json: { sent: 0 } }, { form: { code: "123456" } }] },
    setUpSecondStep: { path: "/sign-in/second-step", args: [{ json: { sent: 0 } }, { form: { code: "123456" } }] },
    moveCallbacks: ofStaffForm(credential, { applicationId }),
    keepCallbacks: ofStaffForm(credential, { applicationId }),
    openCredential: ofStaff(credential, { applicationId, part: "sharedKey", way: "revealed" }),
    endStaffSignIn: ofStaffForm("account", { id: applicationId }),
    endOtherStaffSignIns: ofStaffForm("account", {}),
    placeHold: ofStaffForm(`merchants/${applicationId}/privacy`, { applicationId, reason: "Penyusup" }),
    signOutMerchant: ofStaffForm(`merchants/${applicationId}/privacy`, { applicationId }),
    liftHold: ofStaffForm(`merchants/${applicationId}/privacy`, { applicationId }),
    erase: ofStaffForm(`merchants/${applicationId}/privacy/erase`, { applicationId, typed: "x" }),
    addMember: ofStaffForm("team", { name: "Penyusup", email: intruder, role: "admin", locale: "id" }),
    mailMember: ofStaffForm("team", { memberId: applicationId }),
    changeMemberRole: ofStaffForm("team", { memberId: applicationId, role: "admin" }),
    shutOutMember: ofStaffForm("team", { memberId: applicationId }),
    letInMember: ofStaffForm("team", { memberId: applicationId }),
    saveLook: ofStaffForm("settings", { name: "Penyusup", accent: "" }),
    saveContact: ofStaffForm("settings", { supportEmail: intruder, supportPhone: "", languages: "id,en" }),
    saveWork: ofStaffForm("settings", { reminderHours: "" }),
    savePrivacy: ofStaffForm("settings", { draftDays: "1", refusedDays: "1", warnDays: "1", fileDays: "1" }),
    testDoku: ofStaff("settings", dokuAccount),
    saveDoku: ofStaff("settings", { account: dokuAccount, anyway: true }),
    forgetDoku: ofStaffForm("settings", {}),
    filterAudit: ofStaffForm("audit", { merchant: "Warung" }),
    filterEvents: ofStaffForm("events", { merchant: "Warung" }),
    replayOne: ofStaff("events", { eventId: applicationId }),
    replayMany: ofStaffForm("events/replay", { query: "kind=failed", counted: "1", until: "2026-01-01T00:00:00.000Z" }),
    showEvent: ofStaff("events", { eventId: applicationId }),
    saveReason: ofStaffForm("reasons", { fingerprint: "x", reason: "PHOTO_BLURRED" }),
  };
}
