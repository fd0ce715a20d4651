/** The makers of server actions. A server action is a public endpoint: each one authenticates, parses and maps here. */
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
import { noteActionBegan } from "./action-began";
import { currentRequestId } from "./current-request";
import type { MerchantActor, StaffActor } from "./domain/actor";
import { mayDo, type Permission } from "./domain/permissions";
import { type ActionFailure, type ActionResult, issuesOf } from "./domain/results";
import { AppError, type ErrorCode } from "./errors";
import { errorKind, log } from "./log";
import { networkSource } from "./network-source";
import { noteRefusal } from "./note-refusal";
import { readAsking, readMerchant, readSession, readStaffAtSecondStep } from "./session";
import { workAfterwards } from "./work-after";

/** A refusal, written down. */
async function refuse(code: ErrorCode, key: string, issues?: ActionFailure["issues"]): Promise<ActionFailure> {
  await noteRefusal("action", { code, key, faults: issues?.length ?? 0, userId: await readAsking() });
  return { ok: false, error: key, ...(issues ? { issues } : {}) };
}

async function answer<T>(run: () => Promise<T>): Promise<ActionResult<T>> {
  workAfterwards();
  try {
    return { ok: true, data: await run() };
  } catch (error) {
    if (error instanceof AppError) {
      // The page shows again where to prove it (app/account/gate).
      if (error.key === "confirmAgain") refresh();
      return await refuse(error.code, error.key, error.issues);
    }
    // Next's redirect() and notFound() travel as errors with a digest and must pass.
    if (error instanceof Error && "digest" in error) throw error;
    log.error("action.failed", { requestId: await currentRequestId(), error: errorKind(error) });
    return { ok: false, error: "unexpected" };
  }
}

/** Who calls, and in which session: what is proved again there counts for it alone (lib/sign-in/confirm-again). */
type Caller<A> = { actor: A; sessionId: string };
type MerchantCall<I> = Caller<MerchantActor> & { input: I };
type StaffCall<I> = Caller<StaffActor> & { input: I };

async function merchantCaller(): Promise<Caller<MerchantActor> | ActionFailure> {
  noteActionBegan();
  const merchant = await readMerchant();
  if (!merchant) return await refuse("signed_out", "signedOut");
  const { userId, sessionId, application } = merchant;
  return { actor: { kind: "merchant", userId, applicationId: application.id }, sessionId };
}

/** A server action for the signed-in merchant on its own application; `run` gets the actor, never an id from the browser. */
export function merchantAction<S extends z.ZodType, T>(
  schema: S,
  run: (call: MerchantCall<z.output<S>>) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => {
    const caller = await merchantCaller();
    if ("ok" in caller) return caller;
    const parsed = schema.safeParse(input);
    if (!parsed.success) return await refuse("refused", "checkFields", issuesOf(parsed.error));
    return await answer(() => run({ ...caller, input: parsed.data }));
  };
}

/** The signed-in member of staff, or why not. */
async function staffCaller(permission: Permission): Promise<Caller<StaffActor> | ActionFailure> {
  noteActionBegan();
  const session = await readSession();
  if (session?.role !== "staff") return await refuse("signed_out", "signedOut");
  if (!mayDo(session.staffRole, permission)) return await refuse("not_allowed", "notAllowed");
  return { actor: { kind: "staff", userId: session.userId }, sessionId: session.sessionId };
}

/** A server action for partner staff who have the permission. */
export function staffAction<S extends z.ZodType, T>(
  permission: Permission,
  schema: S,
  run: (call: StaffCall<z.output<S>>) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => {
    const caller = await staffCaller(permission);
    if ("ok" in caller) return caller;
    const parsed = schema.safeParse(input);
    if (!parsed.success) return await refuse("refused", "checkFields", issuesOf(parsed.error));
    return await answer(() => run({ ...caller, input: parsed.data }));
  };
}

/** What a plain form shows after it was sent: what was typed, and why it did not go through. */
export type FormState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };

/** React hands both over from the browser, and a stranger may send anything in their place. */
const sentBefore = z.object({ sent: z.number().int() }).catch({ sent: 0 });
const postedFields = (form: unknown) => (form instanceof FormData ? [...form] : []);

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
    return { typed, sent, failure: await refuse("refused", "checkFields", issuesOf(parsed.error)) };
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
  return async (previous, form) => {
    noteActionBegan();
    return await answerForm(schema, { previous, form }, async (input) =>
      run({ source: networkSource(await headers()), input }),
    );
  };
}

/** The same for the signed-in merchant on its own application. */
export function merchantFormAction<S extends z.ZodType>(
  schema: S,
  run: (call: MerchantCall<z.output<S>>) => Promise<unknown>,
): (previous: FormState, form: FormData) => Promise<FormState> {
  return async (previous, form) => {
    const caller = await merchantCaller();
    if ("ok" in caller) return { typed: {}, sent: 0, failure: caller };
    return await answerForm(schema, { previous, form }, (input) => run({ ...caller, input }));
  };
}

/** The same for partner staff: a plain form that works before JavaScript; `run` may answer by redirecting. */
export function staffFormAction<S extends z.ZodType>(
  permission: Permission,
  schema: S,
  run: (call: StaffCall<z.output<S>>) => Promise<unknown>,
): (previous: FormState, form: FormData) => Promise<FormState> {
  return async (previous, form) => {
    const caller = await staffCaller(permission);
    if ("ok" in caller) return { typed: {}, sent: 0, failure: caller };
    return await answerForm(schema, { previous, form }, (input) => run({ ...caller, input }));
  };
}

/** The second step of a sign-in, and nothing else: the one action that a member of staff may call before it is done. */
export function secondStepAction<S extends z.ZodType>(
  schema: S,
  run: (call: StaffCall<z.output<S>> & { isWhole: boolean }) => Promise<unknown>,
): (previous: FormState, form: FormData) => Promise<FormState> {
  return async (previous, form) => {
    const session = await readStaffAtSecondStep();
    if (!session) return { typed: {}, sent: 0, failure: await refuse("signed_out", "signedOut") };
    const actor = { kind: "staff", userId: session.userId } as const;
    const { sessionId, isWhole } = session;
    return await answerForm(schema, { previous, form }, (input) => run({ actor, sessionId, isWhole, input }));
  };
}
