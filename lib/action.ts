/** The two makers of server actions. A server action is a public endpoint: each one authenticates, parses and maps here. */
import type { z } from "zod";
import type { MerchantActor, StaffActor } from "./domain/actor";
import { type ActionResult, issuesOf } from "./domain/results";
import { AppError } from "./errors";
import { errorKind, log } from "./log";
import { readMerchant, readSession } from "./session";

async function answer<T>(run: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await run() };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.key, issues: error.issues };
    // Next's redirect() and notFound() travel as errors with a digest and must pass.
    if (error instanceof Error && "digest" in error) throw error;
    log.error("action.failed", { error: errorKind(error) });
    return { ok: false, error: "unexpected" };
  }
}

/** A server action for the signed-in merchant on its own application; `run` gets the actor, never an id from the browser. */
export function merchantAction<S extends z.ZodType, T>(
  schema: S,
  run: (call: { actor: MerchantActor; input: z.output<S> }) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => {
    const merchant = await readMerchant();
    if (!merchant) return { ok: false, error: "signedOut" };
    const parsed = schema.safeParse(input);
    if (!parsed.success) return { ok: false, error: "checkFields", issues: issuesOf(parsed.error) };
    const actor = { kind: "merchant", userId: merchant.userId, applicationId: merchant.application.id } as const;
    return await answer(() => run({ actor, input: parsed.data }));
  };
}

/** A server action for partner staff. */
export function staffAction<S extends z.ZodType, T>(
  schema: S,
  run: (call: { actor: StaffActor; input: z.output<S> }) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => {
    const session = await readSession();
    if (session?.role !== "staff") return { ok: false, error: "signedOut" };
    const parsed = schema.safeParse(input);
    if (!parsed.success) return { ok: false, error: "checkFields", issues: issuesOf(parsed.error) };
    return await answer(() => run({ actor: { kind: "staff", userId: session.userId }, input: parsed.data }));
  };
}
