/** How far an application is: its tasks, and all answers once nothing is missing. Pure; the draft comes from the database. */
import {
  type Answers,
  type BusinessPart,
  businessParts,
  type Kind,
  type PartName,
  type PartOutput,
  partSchemas,
  type SlotValues,
} from "./business";
import { slotValueSchema } from "./fields/slot-value";
import { hasBusinessNameAsBrand, inputOf, partSchemaFor } from "./part-input";
import { primaryContactKey, type Requirement, type Slot, slotsOf } from "./requirements";
import { issuesOf } from "./results";

/** A part as it is kept: raw values, valid or not, and when the merchant last completed it. */
export type DraftOfPart = { values: Record<string, unknown>; completedAt: Date | null };

export type ApplicationForm = {
  /** The kind that the requirements were read for; null until DOKU answered once. */
  kind: Kind | null;
  parts: Record<PartName, DraftOfPart>;
  requirements: Requirement[] | null;
  files: { slotId: string }[];
  slotValues: SlotValues;
};

export type TaskId = "requirements" | "uploads" | BusinessPart;
export type Task = {
  id: TaskId;
  /** `blocked`: another task comes first. */
  state: "done" | "todo" | "blocked";
  /** Answers or files that are missing or refused; 0 for a part that only waits for its Continue. */
  missing: number;
};

/** Keys of the contacts in the draft, valid or not; the primary one is always there. */
export function contactKeysOf(form: Pick<ApplicationForm, "parts">): string[] {
  const { contacts } = form.parts.contacts.values;
  const keys = (Array.isArray(contacts) ? contacts : []).flatMap((contact: unknown) => {
    const key = typeof contact === "object" && contact !== null && "key" in contact ? contact.key : null;
    return typeof key === "string" && key !== "" ? [key] : [];
  });
  return [...new Set([primaryContactKey, ...keys])];
}

/** The slots that DOKU's requirements ask for now; empty while they are unknown. */
export function neededSlots(form: Pick<ApplicationForm, "parts" | "requirements">): Slot[] {
  return slotsOf(form.requirements ?? [], contactKeysOf(form));
}

/** What keeps a slot from being complete. A value counts where the slot is mandatory or has a file. */
export function slotGaps(
  slot: Slot,
  form: Pick<ApplicationForm, "files" | "slotValues">,
): { file: boolean; forms: string[] } {
  const { mandatory, forms } = slot.requirement;
  const hasFile = form.files.some((file) => file.slotId === slot.id);
  const values = form.slotValues[slot.id] ?? {};
  const wanted = forms.filter((one) => {
    const typed = values[one.code]?.trim() ?? "";
    if (typed === "") return one.mandatory && (mandatory || hasFile);
    return (mandatory || hasFile) && !slotValueSchema(one.code).safeParse(typed).success;
  });
  return { file: mandatory && !hasFile, forms: wanted.map(({ code }) => code) };
}

function uploadsTask(form: ApplicationForm): Task {
  if (!form.requirements) return { id: "uploads", state: "blocked", missing: 0 };
  const gaps = neededSlots(form).map((slot) => slotGaps(slot, form));
  const missing = gaps.reduce((sum, gap) => sum + (gap.file ? 1 : 0) + gap.forms.length, 0);
  return { id: "uploads", state: missing === 0 ? "done" : "todo", missing };
}

function partTask(part: BusinessPart, form: ApplicationForm): Task {
  const draft = form.parts[part];
  const parsed = partSchemaFor(part, form.kind).safeParse(inputOf(part, draft.values));
  const missing = parsed.success ? 0 : issuesOf(parsed.error).length;
  return { id: part, state: missing === 0 && draft.completedAt ? "done" : "todo", missing };
}

/** Every task in the order in which it is offered. */
export function tasksOf(form: ApplicationForm): Task[] {
  const isChosen = form.kind !== null && form.requirements !== null;
  return [
    { id: "requirements", state: isChosen ? "done" : "todo", missing: isChosen ? 0 : 1 },
    uploadsTask(form),
    ...businessParts.map((part) => partTask(part, form)),
  ];
}

/** The task to open next: the first that can be worked on, or null when all are done. */
export function nextTask(tasks: readonly Task[]): TaskId | null {
  return tasks.find((task) => task.state === "todo")?.id ?? null;
}

/** The tasks that keep the application from being sent; a part without faults that was never "continued" is none. */
export function openTasks(tasks: readonly Task[]): Task[] {
  return tasks.filter((task) => task.state === "blocked" || task.missing > 0);
}

/** How many tasks ask for nothing more. Once no answer is missing that is all of them: what was never "continued" is read on the check page. */
export function doneCount(tasks: readonly Task[]): number {
  return openTasks(tasks).length === 0 ? tasks.length : tasks.filter((task) => task.state === "done").length;
}

function partOutput<P extends PartName>(part: P, form: ApplicationForm): PartOutput<P> {
  return partSchemas[part].parse(inputOf(part, form.parts[part].values)) as PartOutput<P>;
}

function brandOutput(form: ApplicationForm, profile: PartOutput<"profile">): PartOutput<"brand"> {
  if (!hasBusinessNameAsBrand(form.kind)) return partOutput("brand", form);
  const { name, description } = profile;
  return partSchemas.brand.parse({ ...form.parts.brand.values, name, description });
}

/** The values beside the files that will be sent, normalised. */
function slotAnswers(form: ApplicationForm): SlotValues {
  const answers: SlotValues = {};
  for (const slot of neededSlots(form)) {
    if (!form.files.some((file) => file.slotId === slot.id)) continue;
    const typed = slot.requirement.forms.flatMap(({ code }) => {
      const value = form.slotValues[slot.id]?.[code]?.trim();
      return value ? [[code, slotValueSchema(code).parse(value)] as const] : [];
    });
    if (typed.length > 0) answers[slot.id] = Object.fromEntries(typed);
  }
  return answers;
}

/** All answers, normalised and ready to be sent, or the tasks that still miss something. */
export function completeAnswers(form: ApplicationForm): { ok: true; answers: Answers } | { ok: false; tasks: Task[] } {
  const tasks = openTasks(tasksOf(form));
  if (tasks.length > 0 || !form.kind) return { ok: false, tasks };
  const profile = partOutput("profile", form);
  const answers: Answers = {
    kind: form.kind,
    profile,
    brand: brandOutput(form, profile),
    social: partOutput("social", form),
    address: partOutput("address", form),
    contacts: partOutput("contacts", form),
    bank: partOutput("bank", form),
    slotValues: slotAnswers(form),
  };
  return { ok: true, answers };
}
