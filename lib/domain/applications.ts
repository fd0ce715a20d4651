/** The life of an application on our side, before and around DOKU's own states. */

/**
 * `invited`: nobody has signed in yet · `draft`: being filled in · `submitting`: on its way to DOKU ·
 * `attention`: sending stopped and a person must look · `submitted`: registered, DOKU's states apply ·
 * `closed`: what names anybody was erased, and nothing happens any more.
 */
export const applicationStates = ["invited", "draft", "submitting", "attention", "submitted", "closed"] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** Answers may be changed only before they are on their way to DOKU. */
export function isEditable(state: ApplicationState): boolean {
  return state === "invited" || state === "draft";
}

/** How a merchant gets to DOKU: through this portal, or through DOKU's dashboard after Create business lite (section 8). */
export const applicationWays = ["portal", "lite"] as const;
export type ApplicationWay = (typeof applicationWays)[number];

/** What goes to DOKU: the whole business once or an invitation to DOKU's own dashboard, afterwards what was refused or is changed. */
export const submissionKinds = ["registration", "correction", "lite"] as const;
export type SubmissionKind = (typeof submissionKinds)[number];

/** Steps of one submission, in order; each is safe to repeat (contract section 4). */
export const submissionStages = ["queued", "uploading", "registering", "done", "attention"] as const;
export type SubmissionStage = (typeof submissionStages)[number];

/** Whether it still is to reach DOKU by itself; a stopped one waits for a person. */
export function isUnderWay(stage: SubmissionStage): boolean {
  return stage === "queued" || stage === "uploading" || stage === "registering";
}
