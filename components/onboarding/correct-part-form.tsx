"use client";

import type { ReactNode } from "react";
import { flushAll } from "@/components/uploads/pending-values";
import { underWay } from "@/components/uploads/under-way";
import { useUploads } from "@/components/uploads/uploads-provider";
import type { BusinessPart } from "@/lib/domain/business";
import type { SectionSlug } from "@/lib/domain/correction";
import { PartForm, type PartFormProps, type Submitted } from "./part-form";

type Continue = (input: {
  section: SectionSlug;
  part: BusinessPart;
  values: Record<string, unknown>;
}) => Promise<Submitted>;

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
}: Omit<PartFormProps, "part"> & {
  part: BusinessPart;
  section: SectionSlug;
  /** Slots on the page: what is being uploaded into them must arrive before the way on. */
  slotIds: readonly string[];
  continueSection: Continue;
  children: ReactNode;
}) {
  const { scope, texts } = useUploads();
  const submit = async (values: Record<string, unknown>): Promise<Submitted> => {
    await flushAll();
    const waiting = underWay(scope, slotIds, texts);
    if (waiting.length > 0) return { ok: true, data: { missing: waiting } };
    return await continueSection({ section, part: form.part, values });
  };
  return (
    <PartForm {...form} submit={submit}>
      <input type="hidden" name="section" value={section} />
      <input type="hidden" name="part" value={form.part} />
      {children}
    </PartForm>
  );
}
