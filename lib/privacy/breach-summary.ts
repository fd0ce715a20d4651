/** What a breach pack says in words: counts, deadlines, and drafts for the people and the authority, in both languages. Pure. */
import { createTranslator } from "next-intl";
import en from "@/messages/en.json";
import id from "@/messages/id.json";
import type { SeenKind } from "../domain/seeing";

export type BreachFacts = {
  /** Ids of merchants of whom something was seen or taken out. */
  merchants: Set<string>;
  members: Set<string>;
  kinds: Set<string>;
  takenOut: number;
  reachable: number;
  people: number;
};

/** UU 27/2022, article 46: in writing, to the people and the institution, within 3x24 hours. */
const noticeHours = 72;

type About = { range: { from: Date; to: Date; memberId: string | null }; partnerName: string; knownAt: Date };

const languages = [
  { locale: "id", messages: { privacy: id.privacy }, format: "id" },
  { locale: "en", messages: { privacy: en.privacy }, format: "en-GB" },
] as const;

function summaryIn({ locale, messages, format }: (typeof languages)[number], facts: BreachFacts, about: About): string {
  const t = createTranslator({ locale, messages, namespace: "privacy.breach" });
  const { range, partnerName: partner, knownAt } = about;
  const time = new Intl.DateTimeFormat(format, { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Jakarta" });
  const when = (at: Date) => t("wib", { when: time.format(at) });
  const kinds = [...facts.kinds].map((kind) => t(`kinds.${kind as SeenKind}`));
  const list = new Intl.ListFormat(format, { type: "conjunction" }).format(kinds) || t("kinds.none");
  const until = when(new Date(knownAt.getTime() + noticeHours * 3_600_000));
  const values = { partner, from: when(range.from), to: when(range.to), until, known: when(knownAt), kinds: list };
  const counts = { merchants: facts.merchants.size, members: facts.members.size, people: facts.people };
  return [
    `# ${t("title", values)}`,
    "",
    ...(range.memberId ? [t("member", { id: range.memberId }), ""] : []),
    t("counts", { ...values, ...counts }),
    t("reachable", { count: facts.reachable, taken: facts.takenOut }),
    t("limits"),
    "",
    `## ${t("deadline.title")}`,
    "",
    t("deadline.text", values),
    "",
    `## ${t("files.title")}`,
    "",
    ...(["seen", "accounts", "taken", "reachable", "people"] as const).map((name) => `- ${t(`files.${name}`)}`),
    "",
    `## ${t("person.title")}`,
    "",
    ...(["greeting", "what", "data", "done", "do", "ask"] as const).flatMap((part) => [
      t(`person.${part}`, values),
      "",
    ]),
    `## ${t("authority.title")}`,
    "",
    ...(["what", "data", "done", "ask"] as const).flatMap((part) => [
      t(`authority.${part}`, { ...values, ...counts }),
      "",
    ]),
  ].join("\n");
}

/** Markdown, Indonesian first. What only people know stands in square brackets. */
export const breachSummary = (facts: BreachFacts, about: About): string =>
  languages.map((language) => summaryIn(language, facts, about)).join("\n---\n\n");
