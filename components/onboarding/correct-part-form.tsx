"use client";

import type { ReactNode } from "react";
import { flushAll } from "@/components/uploads/pending-values";
import { askingSlots, underWay } from "@/components/uploads/under-way";
import { useUploads } from "@/components/uploads/uploads-provider";
import type { BusinessPart } from "@/lib/domain/business";
import type { SectionSlug } from "@/lib/domain/correction";
import { paths } from "@/lib/paths";
import { PartForm } from "./part-form";
import type { PartFormProps, Submitted, Typed } from "./part-form-props";

/** Which application it is about is heard from staff alone; a merchant has its own. */
export type CorrectPartFormDoors = {
  continueSection: (
    input: {
      applicationId: string;
      section: SectionSlug;
      part: BusinessPart;
    } & Typed,
  ) => Promise<Submitted>;
};

/**
 * One part of a section that is open again, with the section's files among its fields. The children are what may be
 * changed; everything else of the part keeps its value, here and on the server.
 */
export function CorrectPartForm({
  section,
  slotIds,
  continueSection,
  children,
  ...form
}: Omit<PartFormProps, "part" | "draftsAt"> &
  CorrectPartFormDoors & {
    part: BusinessPart;
    section: SectionSlug;
    /** Slots on the page: what is being uploaded into them must arrive before the way on. */
    slotIds: readonly string[];
    children: ReactNode;
  }) {
  const { scope, onBehalf, texts } = useUploads();
  const submit = async (typed: Typed): Promise<Submitted> => {
    await flushAll();
    const waiting = underWay(scope, [...new Set([...slotIds, ...askingSlots(scope)])], texts);
    if (waiting.length > 0) return { ok: true, data: { missing: waiting } };
    return await continueSection({ applicationId: scope, section, part: form.part, ...typed });
  };
  return (
    <PartForm {...form} draftsAt={onBehalf ? paths.draftsFor(scope) : paths.drafts} submit={submit}>
      <input type="hidden" name="applicationId" value={scope} />
      <input type="hidden" name="section" value={section} />
      <input type="hidden" name="part" value={form.part} />
      {children}
    </PartForm>
  );
}
