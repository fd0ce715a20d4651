import { database } from "@/db/client";
import { findCall, findCallback } from "@/db/queries/event";
import { maskPayload } from "@/lib/domain/mask-payload";
import { idSchema } from "@/lib/domain/record-filter";

const shown = (masked: unknown) => (masked === null ? null : JSON.stringify(masked, null, 2));

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** One callback or call with what was in it, masked; null when there is none with this id. */
export async function loadEvent(eventId: string) {
  if (!idSchema.safeParse(eventId).success) return null;
  const { db } = await database();
  const callback = await findCallback(db, eventId);
  if (callback) {
    const { body, ...event } = callback;
    return { kind: "callback" as const, ...event, received: shown(maskPayload(parsed(body))) };
  }
  const call = await findCall(db, eventId);
  if (!call) return null;
  const { sentBody, answerBody, errorText, ...event } = call;
  return {
    kind: "call" as const,
    ...event,
    // DOKU's words are shown when somebody asks for them.
    hasWords: errorText !== null,
    sent: shown(sentBody),
    answer: shown(answerBody),
  };
}
export type LoadedEvent = NonNullable<Awaited<ReturnType<typeof loadEvent>>>;
