import type { database } from "@/db/client";
import { findRequirementSet, listDrafts, type OwnApplication } from "@/db/queries/applications";
import { listFiles, listFilesById } from "@/db/queries/files";
import { findSent, listSent } from "@/db/queries/submissions";
import { partNames } from "@/lib/domain/business";
import type { ChangeableType } from "@/lib/domain/changes";
import { openEntities } from "@/lib/domain/correction";
import { correctionOf } from "@/lib/domain/correction-plan";
import type { Sent } from "@/lib/domain/sent";
import { readCorrection, readOpened } from "@/lib/onboarding/opened-sections";

type Db = Awaited<ReturnType<typeof database>>["db"];

/** Names of the slots that files are in, as DOKU names its requirements. */
function namesOfSlots(
  slotIds: readonly string[],
  requirements: readonly { category: string; code: string | null; name: string }[],
) {
  const nameOf = (slotId: string) => requirements.find(({ category, code }) => slotId.endsWith(code ?? category))?.name;
  return new Map(slotIds.map((slotId) => [slotId, nameOf(slotId) ?? slotId]));
}

/** What was changed in the open sections, and DOKU has not got; `canCorrect` while any is open. */
async function loadWorkingCopy(db: Db, application: OwnApplication) {
  const opened = await readOpened(db, application);
  if (!opened) return { workingCopy: [], canCorrect: false };
  // What stopped on its way is still not at DOKU, though nothing can be edited meanwhile.
  const open = openEntities(
    opened.entities,
    opened.granted.map(({ type }) => type as ChangeableType),
  );
  const corrections = correctionOf({ ...(await readCorrection(db, application.id, opened)), open });
  return {
    workingCopy: corrections.flatMap(({ type, changes }) => (changes.length > 0 ? [{ type, changes }] : [])),
    canCorrect: opened.open.length > 0,
  };
}

/** Files in use, and those that DOKU got and that were replaced since. */
async function loadFiles(db: Db, applicationId: string, sent: Sent | null) {
  const inUse = await listFiles(db, applicationId);
  const everSent = (await listSent(db, applicationId)).flatMap(
    (one) => one.sent?.files.map(({ fileId }) => fileId) ?? [],
  );
  const past = everSent.filter((id) => !inUse.some((file) => file.id === id));
  const all = [...inUse, ...(await listFilesById(db, applicationId, [...new Set(past)]))];
  return all
    .map((file) => {
      const isAtDoku = sent?.files.some(({ fileId }) => fileId === file.id) ?? false;
      const state = isAtDoku ? "at_doku" : everSent.includes(file.id) ? "replaced" : "not_sent";
      return { ...file, state: state as "at_doku" | "replaced" | "not_sent" };
    })
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

/** Answers and files: what DOKU has, or before that what is filled in so far. */
export async function loadData(db: Db, application: OwnApplication) {
  const { id } = application;
  const sent = await findSent(db, id);
  const drafts = await listDrafts(db, id);
  const files = await loadFiles(db, id, sent);
  const requirements = (await findRequirementSet(db, id))?.requirements ?? [];
  const slotValues = sent?.answers.slotValues ?? drafts.find(({ part }) => part === "slots")?.values ?? {};
  const typed = partNames.flatMap((part) => {
    const draft = drafts.find((one) => one.part === part);
    return draft ? [{ part, values: draft.values, isComplete: draft.completedAt !== null }] : [];
  });
  const { workingCopy, canCorrect } = await loadWorkingCopy(db, application);
  const changedSlots = workingCopy.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.kind === "field" ? [] : change.slotId)),
  );
  const slotIds = [...files.map(({ slotId }) => slotId), ...Object.keys(slotValues), ...changedSlots];
  return {
    isAtDoku: sent !== null,
    parts: sent ? partNames.map((part) => ({ part, values: sent.answers[part], isComplete: true })) : typed,
    slotValues,
    files,
    slotNames: namesOfSlots(slotIds, requirements),
    workingCopy,
    canCorrect,
  };
}
