import { useTranslations } from "next-intl";
import { type CallbackType, callbackTypes } from "@/lib/domain/sections";
import { sectionKey } from "../kyb/section-words";
import type { Tone } from "../ui/tone";
import { useWords } from "./use-words";

/** A callback as staff see it: facts of ours and of DOKU's, never its body. */
export type Callback = {
  kind: "callback";
  id: string;
  at: Date;
  verified: boolean;
  type: string | null;
  entityId: string | null;
  status: string | null;
  outcome: string;
  why: string | null;
  /** When staff last had it applied anew. */
  replayedAt: Date | null;
};

/** A call to DOKU as staff see it. `hasWords`: DOKU gave words with it, which are shown on the event's page alone. */
export type Call = {
  kind: "call";
  id: string;
  at: Date;
  endpoint: string;
  method: string;
  path: string;
  status: number | null;
  outcome: string;
  durationMs: number;
  signatureMismatch: boolean;
  hasWords: boolean;
  requestId: string | null;
};

export type Exchange = Callback | Call;

const callbackTones: Record<string, Tone> = { applied: "ok", ignored: "idle", not_understood: "wait" };
const goodCalls = ["ok", "replayed"];

function toneOfExchange(event: Exchange): Tone {
  if (event.kind === "callback") return event.verified ? (callbackTones[event.outcome] ?? "bad") : "bad";
  return goodCalls.includes(event.outcome) ? "ok" : "bad";
}

export const isCallbackType = (type: string): type is CallbackType => callbackTypes.some((known) => known === type);

export type ExchangeWords = {
  tone: Tone;
  title: string;
  /** How it went, in a few words. */
  outcome: string;
  /** Why, where there is more to say. */
  reason: string | null;
  /** DOKU's identifiers and numbers, small. */
  facts: string[];
};

/** An event in words; what we have no words for is shown as it came. */
export function useExchangeWords(): (event: Exchange) => ExchangeWords {
  const t = useTranslations("events");
  const sections = useTranslations("sections");
  const words = useWords();
  const known = (group: string, key: string) => words("events", group, key) ?? key;

  return (event) => {
    const tone = toneOfExchange(event);
    if (event.kind === "callback") {
      const { type, status, entityId, outcome, why } = event;
      const section = type && isCallbackType(type) ? sections(`name.${sectionKey(type)}`) : type;
      return {
        tone,
        title: t("callbackTitle", { section: section || t("noType"), status: status || t("noStatus") }),
        outcome: known("outcome", outcome),
        reason: why && (outcome === "failed" ? t("failedWhy", { kind: why }) : known("why", why)),
        facts: [type, entityId].filter((fact) => fact !== null),
      };
    }
    const { endpoint, method, path, status, outcome, durationMs, signatureMismatch, hasWords, requestId } = event;
    const reasons = [signatureMismatch ? t("signatureMismatch") : null, hasWords ? t("dokuSaid") : null];
    return {
      tone,
      title: known("endpoint", endpoint),
      outcome: known("callOutcome", outcome),
      reason: reasons.filter(Boolean).join(" ") || null,
      facts: [
        `${method} ${path}`,
        status === null ? t("noAnswer") : `HTTP ${status}`,
        t("duration", { ms: durationMs }),
        ...(requestId ? [requestId] : []),
      ],
    };
  };
}
