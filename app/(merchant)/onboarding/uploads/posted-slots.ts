import type { CaseActor } from "@/lib/domain/actor";
import type { Slot } from "@/lib/domain/requirements";
import { saveSlotValues } from "@/lib/onboarding/save-slot-values";

/** Keeps the values beside files of a form that was sent before its script arrived; its fields are named after slot and code. */
export async function keepPostedSlots(actor: CaseActor, form: FormData, slots: readonly Slot[]): Promise<void> {
  for (const { id, requirement } of slots) {
    const typed = requirement.forms.flatMap(({ code }) => {
      const value = form.get(`${id}.${code}`);
      return typeof value === "string" ? [[code, value] as const] : [];
    });
    if (typed.length > 0) await saveSlotValues({ actor, input: { slotId: id, values: Object.fromEntries(typed) } });
  }
}
