/** The makers of server actions. A server action is a public endpoint: each one authenticates, parses and maps here. */
import { headers } from "next/headers";
import { z } from "zod";
import { currentRequestId } from "./current-request";
import type { MerchantActor, StaffActor } from "./domain/actor";
import { mayDo, type Permission } from "./domain/permissions";
import { type ActionFailure, type ActionResult, issuesOf } from "./domain/results";
import { AppError } from "./errors";
import { errorKind, log } from "./log";
import { readMerchant, readSession } from "./session";
import { workAfterwards } from "./work-after";

async function answer<T>(run: () => Promise<T>): Promise<ActionResult<T>> {
  workAfterwards();
  try {
    return { ok: true, data: await run() };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.key, issues: error.issues };
    // Next's redirect() and notFound() travel as errors with a digest and must pass.
    if (error instanceof Error && "digest" in error) throw error;
    log.error("action.failed", { requestId: await currentRequestId(), error: errorKind(error) });
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

/** The signed-in member of staff as an actor, or why not. */
async function staffActor(permission: Permission): Promise<StaffActor | ActionFailure> {
  const session = await readSession();
  if (session?.role !== "staff") return { ok: false, error: "signedOut" };
  if (!mayDo(session.staffRole, permission)) return { ok: false, error: "notAllowed" };
  return { kind: "staff", userId: session.userId };
}

/** A server action for partner staff who have the permission. */
export function staffAction<S extends z.ZodType, T>(
  permission: Permission,
  schema: S,
  run: (call: { actor: StaffActor; input: z.output<S> }) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => {
    const actor = await staffActor(permission);
    if ("ok" in actor) return actor;
    const parsed = schema.safeParse(input);
    if (!parsed.success) return { ok: false, error: "checkFields", issues: issuesOf(parsed.error) };
    return await answer(() => run({ actor, input: parsed.data }));
  };
}

/** What a plain form shows after it was sent: what was typed, and why it did not go through. */
export type FormState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };

/** React hands both over from the browser, and a stranger may send anything in their place. */
const sentBefore = z.object({ sent: z.number().int() }).catch({ sent: 0 });
const postedFields = (form: unknown) => (form instanceof FormData ? [...form] : []);

/**
 * The network address that the server before us saw; only good for limits. The last entry is that server's own, the ones
 * before it are the sender's word.
 */
async function requestSource(): Promise<string> {
  const head = await headers();
  return head.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "unknown";
}

/** Answers a plain form: what was typed comes back with a failure and is gone after success. */
async function answerForm<S extends z.ZodType>(
  schema: S,
  { previous, form }: { previous: FormState; form: FormData },
  run: (input: z.output<S>) => Promise<unknown>,
): Promise<FormState> {
  const fields = postedFields(form).filter((field): field is [string, string] => typeof field[1] === "string");
  const typed = Object.fromEntries(fields.filter(([name]) => !name.startsWith("$")));
  const sent = sentBefore.parse(previous).sent + 1;
  const parsed = schema.safeParse(typed);
  if (!parsed.success) {
    return { typed, sent, failure: { ok: false, error: "checkFields", issues: issuesOf(parsed.error) } };
  }
  const result = await answer(() => run(parsed.data));
  return result.ok ? { typed: {}, sent, failure: null } : { typed, sent, failure: result };
}

/**
 * A server action for people who are not signed in, called by a plain form, with and without JavaScript. `run` answers
 * by redirecting; every verb behind it counts and limits by `source`.
 */
export function publicAction<S extends z.ZodType>(
  schema: S,
  run: (call: { source: string; input: z.output<S> }) => Promise<never>,
): (previous: FormState, form: FormData) => Promise<FormState> {
  return async (previous, form) =>
    await answerForm(schema, { previous, form }, async (input) => run({ source: await requestSource(), input }));
}

/** The same for the signed-in merchant on its own application. */
export function merchantFormAction<S extends z.ZodType>(
  schema: S,
  run: (call: { actor: MerchantActor; input: z.output<S> }) => Promise<unknown>,
): (previous: FormState, form: FormData) => Promise<FormState> {
  return async (previous, form) => {
    const merchant = await readMerchant();
    if (!merchant) return { typed: {}, sent: 0, failure: { ok: false, error: "signedOut" } };
    const actor = { kind: "merchant", userId: merchant.userId, applicationId: merchant.application.id } as const;
    return await answerForm(schema, { previous, form }, (input) => run({ actor, input }));
  };
}

/** The same for partner staff: a plain form that works before JavaScript; `run` may answer by redirecting. */
export function staffFormAction<S extends z.ZodType>(
  permission: Permission,
  schema: S,
  run: (call: { actor: StaffActor; input: z.output<S> }) => Promise<unknown>,
): (previous: FormState, form: FormData) => Promise<FormState> {
  return async (previous, form) => {
    const actor = await staffActor(permission);
    if ("ok" in actor) return { typed: {}, sent: 0, failure: actor };
    return await answerForm(schema, { previous, form }, (input) => run({ actor, input }));
  };
}
