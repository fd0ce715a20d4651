/** What each mail about an application says. Nothing personal but the receiver's name: mails are read on shared phones. */
import type { ApplicationWay } from "../domain/applications";
import { dueAfter } from "../domain/clocks";
import type { StatusMail } from "../domain/mails";
import type { OverallState } from "../domain/overall";
import type { TaskId } from "../domain/progress";
import { classOfReason, isReasonCode, type ReasonSubject, subjectOfNote } from "../domain/reasons";
import type { ReminderMatter } from "../domain/reminders";
import type { CallbackType } from "../domain/sections";
import type { Locale } from "../locale";
import { paths } from "../paths";
import { calendarDay, clockTime, listed, mailTexts, reasonWords, sectionName, taskName } from "./mail-texts";
import type { MailContent, MailLook } from "./render-mail";

export type StatusMailFacts = MailLook & {
  applicationId: string;
  name: string;
  locale: Locale | null;
  businessName: string;
  appUrl: string;
  overall: OverallState | null;
  /** Where the merchant corrects what was refused: here, or in DOKU's own dashboard. */
  way: ApplicationWay;
  /** When the business was registered; what the first clock counts from. */
  submittedAt: Date;
  /** What a refusal is about, by the code of its reason. */
  subjectsOf: (code: string) => readonly ReasonSubject[];
  /** Sections of which DOKU still owes a verdict. */
  inReview: ReadonlySet<CallbackType>;
  /** What staff gave back to the merchant, by its reasons. */
  returned: readonly Refusal[];
  /** Reminders only. */
  reminder: ReminderFacts | null;
};

/** What is still open, and where the button of a reminder leads. */
export type ReminderFacts = { tasks: readonly TaskId[]; sections: readonly CallbackType[]; path: string };

type Point = { title: string; text: string };
type Words = {
  key: Key;
  values?: Record<string, string>;
  body: string[];
  path: string;
  points?: MailContent["points"];
};
type Key =
  | Exclude<StatusMail["kind"], "reminder">
  | `reminder_${ReminderMatter}`
  | "rejected_closed"
  | "rejected_at_doku";

type Refusal = { type: CallbackType; reasons: string[] };

/** A reason that we do not know is worth a look. */
const classOf = (code: string, type: CallbackType) =>
  isReasonCode(code) ? classOfReason(code, { type, state: "rejected" }) : "fix_now";

/** Each reason in our words, once for each thing that it is about. */
function pointsOf({ type, reasons }: Refusal, { locale, subjectsOf }: StatusMailFacts): Point[] {
  const points = reasons.flatMap((code) =>
    subjectsOf(code).flatMap((subject) => {
      const words = reasonWords(code, type, subject, locale);
      // The catalogue speaks of "this page" there, and a mail is none.
      const later = classOf(code, type) === "fix_later" && { text: mailTexts(locale)("rejected_closed.later") };
      return words ? [{ ...words, ...later }] : [];
    }),
  );
  return [...new Map(points.map((point) => [`${point.title} ${point.text}`, point])).values()];
}

function refusal(refused: Refusal, facts: StatusMailFacts): Words {
  const { type, reasons } = refused;
  const isFixable = reasons.length === 0 || reasons.some((code) => classOf(code, type) === "fix_now");
  const points = pointsOf(refused, facts);
  const isHere = facts.way === "portal";
  return {
    key: isFixable && !isHere ? "rejected_at_doku" : isFixable ? "rejected" : "rejected_closed",
    values: { section: sectionName(type, facts.locale) },
    body: ["what", ...(isFixable ? ["kept"] : []), points.length > 0 ? "why" : "unknown"],
    points,
    path: isFixable && isHere ? paths.correct : paths.status,
  };
}

function returnedWords({ returned, locale }: StatusMailFacts): Words {
  const points = returned.flatMap(({ type, reasons }) =>
    reasons.flatMap((code) => reasonWords(code, type, subjectOfNote(type, "", null), locale) ?? []),
  );
  return {
    key: "returned",
    values: { sections: listed([...new Set(returned.map(({ type }) => sectionName(type, locale)))], locale) },
    body: ["what", "kept", "why"],
    points: [...new Map(points.map((point) => [`${point.title} ${point.text}`, point])).values()],
    path: paths.correct,
  };
}

function clock(mail: StatusMail & { kind: "clock_due_soon" | "clock_overdue" }, facts: StatusMailFacts): Words {
  const { locale, inReview, applicationId } = facts;
  const waiting = mail.facts.types.filter((type) => inReview.has(type)).map((type) => sectionName(type, locale));
  return {
    key: mail.kind,
    values: { until: moment(new Date(mail.facts.dueAt), locale), sections: listed(waiting, locale) },
    body: ["what", "waiting", "next"],
    path: paths.deskMerchant(applicationId),
  };
}

function reminderWords(matter: ReminderMatter, { reminder, locale }: StatusMailFacts): Words {
  const { tasks = [], sections = [], path = paths.home } = reminder ?? {};
  const open =
    matter === "draft" ? tasks.map((id) => taskName(id, locale)) : sections.map((type) => sectionName(type, locale));
  const values = { open: listed(open, locale) };
  const named = matter === "invited" ? ["how"] : [open.length > 0 ? "open" : "ready"];
  return { key: `reminder_${matter}`, values, body: ["what", ...named, "kept"], path };
}

function wordsOf(mail: StatusMail, facts: StatusMailFacts): Words {
  const { locale, overall, submittedAt } = facts;
  switch (mail.kind) {
    case "submitted": {
      const until = moment(dueAfter("BUSINESS", submittedAt) ?? submittedAt, locale);
      return { key: mail.kind, values: { until }, body: ["what", "next", "tell"], path: paths.status };
    }
    case "rejected":
      return refusal(mail.facts, facts);
    case "live": {
      const held = overall === "settlement_held" ? ["held"] : [];
      return {
        key: mail.kind,
        body: ["what", mail.facts.canReceive ? "canReceive" : "notYet", ...held],
        path: paths.status,
      };
    }
    case "invited_by_doku":
      return { key: mail.kind, body: ["what", "next", "tell"], path: paths.status };
    case "paid_out":
      return { key: mail.kind, body: ["what", "next"], path: paths.status };
    case "approved":
    case "suspended":
      return { key: mail.kind, body: ["what", "next"], path: paths.status };
    case "change_approved":
    case "change_declined": {
      const values = { section: sectionName(mail.facts.type, locale) };
      return mail.kind === "change_approved"
        ? { key: mail.kind, values, body: ["what", "next", "answer"], path: paths.correct }
        : { key: mail.kind, values, body: ["what", "next"], path: paths.status };
    }
    case "returned":
      return returnedWords(facts);
    case "reminder":
      return reminderWords(mail.facts.matter, facts);
    case "erasing": {
      const values = { date: calendarDay(new Date(mail.facts.on), locale) };
      return {
        key: mail.kind,
        values,
        body: ["what", "keep", "next"],
        path: overall ? paths.status : paths.onboarding,
      };
    }
    case "mention":
      return { key: mail.kind, body: ["what", "next"], path: paths.deskMerchant(facts.applicationId) };
    case "clock_due_soon":
    case "clock_overdue":
      return clock(mail, facts);
  }
}

function moment(at: Date, locale: Locale | null): string {
  return mailTexts(locale)("moment", { date: calendarDay(at, locale), time: clockTime(at, locale) });
}

/** The subject and the content of a mail, in the receiver's language. */
export function writeStatusMail(mail: StatusMail, facts: StatusMailFacts): { subject: string; content: MailContent } {
  const { locale, name, businessName, partnerName, tones, logoUrl = null, supportEmail = null, appUrl } = facts;
  const { key, values, body, path, points = [] } = wordsOf(mail, facts);
  const t = mailTexts(locale);
  const all = { name, business: businessName, partner: partnerName, ...values };
  const isForStaff = mail.kind === "clock_due_soon" || mail.kind === "clock_overdue" || mail.kind === "mention";
  return {
    subject: t(`${key}.subject`, all),
    content: {
      locale,
      partnerName,
      ...(tones ? { tones } : {}),
      logoUrl,
      // Staff are whom merchants ask.
      supportEmail: isForStaff ? null : supportEmail,
      heading: t(`${key}.heading`, all),
      paragraphs: body.map((part) => t(`${key}.${part}` as `${Key}.what`, all)),
      points,
      button: { label: t(`${key}.button`), href: `${appUrl}${path}` },
      footer: [t(isForStaff ? "becauseStaff" : "because", all)],
    },
  };
}
