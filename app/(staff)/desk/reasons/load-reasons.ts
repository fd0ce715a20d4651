import { z } from "zod";
import { database } from "@/db/client";
import { listNames } from "@/db/queries/desk";
import { listUnknownNotes } from "@/db/queries/reasons";
import { maskNumbersIn } from "@/lib/domain/mask";
import { isReasonCode, type ReasonCode, reasonCodes, reasons, subjectOfNote } from "@/lib/domain/reasons";
import { nearestReason } from "@/lib/domain/reasons/nearest-reason";
import type { CallbackType } from "@/lib/domain/sections";
import { paths } from "@/lib/paths";

const addressSchema = z.object({ saved: z.enum(["mapped", "taken_back"]).optional().catch(undefined) });

/** Where a decision leads: the list, which says that it was kept. */
export const savedHref = (reason: ReasonCode | null) =>
  `${paths.deskReasons}?saved=${reason ? "mapped" : "taken_back"}`;

/** Entries that can belong to a section; one that was chosen before a later catalogue stays among them. */
function choicesFor(type: CallbackType, chosen: ReasonCode | null): ReasonCode[] {
  return reasonCodes.filter((code) => {
    const { types } = reasons[code];
    return code === chosen || types.length === 0 || types.includes(type);
  });
}

/** DOKU's notes that the catalogue does not know, those that wait for staff apart, each with what it can be. */
export async function loadReasons(searchParams: Record<string, unknown>, now = new Date()) {
  const { saved } = addressSchema.parse(searchParams);
  const { db } = await database();
  const rows = await listUnknownNotes(db);
  const names = await listNames(db, [...new Set(rows.flatMap(({ mappedBy }) => mappedBy ?? []))]);
  const notes = rows.map(({ type, sample, dokuCode, reason, mappedBy, ...row }) => {
    const chosen = reason && isReasonCode(reason) ? reason : null;
    return {
      ...row,
      type,
      // Those that earlier versions kept have their numbers.
      sample: maskNumbersIn(sample),
      dokuCode,
      chosen,
      /** What the merchant reads until somebody has chosen. */
      nearest: nearestReason({ code: dokuCode, field: null, message: sample }, type).code,
      subject: subjectOfNote(type, sample, null),
      choices: choicesFor(type, chosen),
      mappedByName: mappedBy ? (names.get(mappedBy) ?? null) : null,
    };
  });
  return {
    saved,
    waiting: notes.filter(({ chosen }) => !chosen),
    mapped: notes.filter(({ chosen }) => chosen),
    now,
  };
}
