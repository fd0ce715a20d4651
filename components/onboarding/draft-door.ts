/** The door that keeps what is typed: one request a call, never an exception. */
import type { DraftPartName } from "@/lib/domain/part-input";
import type { SaveOutcome } from "./autosave";

export type DraftValues = Record<string, unknown>;

/** What is kept now, of this tab and of every other one. */
export type KeptOutcome = Exclude<SaveOutcome, { kind: "saved" }> | { kind: "saved"; kept: DraftValues };

/** Browsers let at most 64 kB outlive the page. */
const keepaliveLimit = 60_000;

async function ask(url: string, init: RequestInit): Promise<KeptOutcome> {
  try {
    const response = await fetch(url, init);
    if (response.ok) return { kind: "saved", kept: ((await response.json()) as { values?: DraftValues }).values ?? {} };
    if (response.status >= 500 || response.status === 408 || response.status === 429) return { kind: "failed" };
    const { error } = (await response.json()) as { error?: string };
    return { kind: "refused", error: error ?? "unexpected" };
  } catch {
    return { kind: "failed" };
  }
}

/** Keeps what was changed of a part; `base` is what this tab knew to be kept. The request outlives the page. */
export async function keepDraft(
  draftsAt: string,
  draft: { part: DraftPartName; values: DraftValues; base: DraftValues },
): Promise<KeptOutcome> {
  const body = JSON.stringify(draft);
  const headers = { "Content-Type": "application/json" };
  return await ask(draftsAt, { method: "PUT", body, headers, keepalive: body.length < keepaliveLimit });
}

/** What is kept of a part. */
export async function keptDraft(draftsAt: string, part: DraftPartName): Promise<KeptOutcome> {
  return await ask(`${draftsAt}?part=${part}`, { cache: "no-store" });
}
