import { useTranslations } from "next-intl";
import type { Need } from "@/lib/domain/needs";
import type { ReasonCode } from "@/lib/domain/reasons";
import { type CallbackType, type EntityState, sectionsOf, verdictTypes } from "@/lib/domain/sections";
import { type Standing, verdictProgress } from "@/lib/domain/standing";
import { sectionKey, stateKey, toneOf } from "../kyb/section-words";
import { useMoments } from "../kyb/use-moments";
import { filled } from "../ui/filled";
import { useClockWords } from "./clock-words";
import type { MerchantRow } from "./merchant-rows";
import type { DotMarks } from "./section-dots";
import { toneOfStanding } from "./standing-words";
import { useWords } from "./use-words";

export type ListedMerchant = {
  id: string;
  businessName: string;
  brandName: string | null;
  legalEntity: string | null;
  line: string | null;
  dueSoonAt: Date | null;
  dueAt: Date | null;
  updatedAt: Date;
  standing: Standing;
  needs: Need[];
  needsAt: Date | null;
  snoozedUntil: Date | null;
  refused: CallbackType[];
  reasons: ReasonCode[];
  caseVersion: number;
  entities: { type: CallbackType; state: EntityState }[];
};

const shownReasons = 2;

/** The same answer for the same question, asked once: a list puts the same few words into each of its rows. */
function remembered<Key, Words>(ask: (key: Key) => Words): (key: Key) => Words {
  const known = new Map<Key, Words>();
  return (key) => {
    const words = known.get(key) ?? ask(key);
    known.set(key, words);
    return words;
  };
}

/** Why a merchant is in the queue, in a line for each need; where it stands when nothing is needed; and since when. */
function useWhatHappened(now: Date) {
  const t = useTranslations("queue");
  const standings = useTranslations("desk.standing");
  const sections = useTranslations("sections.name");
  const standingOf = remembered((standing: Standing) => standings(standing));
  const sectionOf = remembered((type: CallbackType) => sections(sectionKey(type)));
  const reasonOf = remembered((code: ReasonCode) => t(`reason.${code}`).toLowerCase());
  const needOf = remembered((need: Need) => t(`need.${need}`));
  const { short, full } = useMoments();
  /** A text in two parts, with how long ago between them. */
  const [since = "", sinceAfter = ""] = t.markup("since", { ago: () => "\n" }).split("\n");
  const [changed = "", changedAfter = ""] = t.markup("changed", { ago: () => "\n" }).split("\n");
  return ({ needs, needsAt, snoozedUntil, refused, reasons, standing, updatedAt }: ListedMerchant) => {
    const verdicts = refused.filter((type) => verdictTypes.includes(type)).map(sectionOf);
    const why = reasons.slice(0, shownReasons).map(reasonOf);
    const rejected = { sections: verdicts.join(", "), reasons: why.join(", ") };
    const line = (need: Need) => {
      if (need !== "rejected" || verdicts.length === 0) return needOf(need);
      return filled(why.length > 0 ? t.raw("need.rejectedFor") : t.raw("need.rejectedIn"), rejected);
    };
    const isWaiting = needs.length > 0 && needsAt !== null && needsAt <= now;
    const at = isWaiting ? needsAt : updatedAt;
    const [before, after] = isWaiting ? [since, sinceAfter] : [changed, changedAfter];
    const isAsleep = snoozedUntil !== null && snoozedUntil > now;
    return {
      why: needs.map(line),
      standing: needs.length > 0 ? null : { text: standingOf(standing), tone: toneOfStanding[standing] },
      around: [
        needs.length > 0 ? `${standingOf(standing)} · ${before}` : before,
        isAsleep ? `${after} · ${t("snoozedUntil", { when: short(snoozedUntil) })}` : after,
      ] as const,
      at: at.getTime(),
      atInFull: full(at),
    };
  };
}

/** How a merchant's sections stand, as dots and in words. The same for many merchants, so each kind is put in words once. */
function useMarks() {
  const t = useTranslations("sections");
  const desk = useTranslations("desk");
  const marks: DotMarks[] = [];
  const known = new Map<string, number>();
  const nameOf = remembered((type: CallbackType) => t(`name.${sectionKey(type)}`));
  const stateOf = remembered((key: ReturnType<typeof stateKey<EntityState>>) => t(`state.${key}`));
  const inWords = (entities: ListedMerchant["entities"]): DotMarks => {
    const facts = { entityId: "", name: null, notes: [], dokuTime: null };
    const sections = sectionsOf(
      entities.map((entity) => ({ ...entity, ...facts })),
      {},
    );
    const named = sections.map(({ type, state }) => ({ name: nameOf(type), state: stateOf(stateKey(type, state)) }));
    const states = [...new Set(named.map(({ state }) => state))];
    const namesIn = (state: string) => named.filter((one) => one.state === state).map(({ name }) => name);
    return {
      approved: filled(desk.raw("approvedOf"), verdictProgress(sections)),
      dots: sections.map(({ type, state }) => toneOf(type, state)),
      sections: states.map((state) => `${state}: ${namesIn(state).join(", ")}`).join("\n"),
    };
  };
  const markOf = (entities: ListedMerchant["entities"]): number | null => {
    if (entities.length === 0) return null;
    const key = entities
      .map(({ type, state }) => `${type} ${state}`)
      .sort()
      .join();
    const index = known.get(key) ?? marks.push(inWords(entities)) - 1;
    known.set(key, index);
    return index;
  };
  return { marks, markOf };
}

/** Puts merchants into the words of a list. `marks` is what the rows' `marks` point into, complete once all rows are made. */
export function useMerchantRows({
  assignees,
  canTick,
  now,
}: {
  /** Names of the staff by id. */
  assignees: ReadonlyMap<string, string>;
  canTick: boolean;
  now: Date;
}) {
  const t = useTranslations("queue");
  const words = useWords();
  const clockOf = useClockWords();
  const whatHappened = useWhatHappened(now);
  const { marks, markOf } = useMarks();
  const rowOf = (merchant: ListedMerchant & { assigneeId: string | null }): MerchantRow => {
    const { id, businessName, brandName, legalEntity, line, caseVersion, assigneeId } = merchant;
    const kind = [
      brandName && brandName !== businessName ? brandName : null,
      legalEntity && (words("desk", "legalEntity", legalEntity) ?? legalEntity),
      line && (words("kind", "fields", "line", "options", line) ?? line),
    ];
    return {
      id,
      name: businessName,
      kind: kind.filter(Boolean).join(" · "),
      ...whatHappened(merchant),
      marks: markOf(merchant.entities),
      clock: clockOf(merchant, now),
      assignee: assigneeId && (assignees.get(assigneeId) ?? null),
      tick: canTick ? { label: filled(t.raw("tick"), { name: businessName }), value: String(caseVersion) } : null,
    };
  };
  return { rowOf, marks };
}
