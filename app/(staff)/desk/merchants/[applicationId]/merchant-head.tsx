import { ShieldCheck } from "lucide-react";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CaseButton, KeyHint } from "@/components/desk/case-buttons";
import { ClockBadge } from "@/components/desk/clock-badge";
import { NextReading } from "@/components/desk/next-reading";
import { toneOfStanding } from "@/components/desk/standing-words";
import { Ago } from "@/components/live/ago";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo, type Permission } from "@/lib/domain/permissions";
import { paths } from "@/lib/paths";
import type { Session } from "@/lib/session";
import type { Deeds, Merchant } from "./load-deeds";
import type { Neighbours } from "./load-neighbours";
import { AskNow } from "./merchant-actions";

/** Who it is and the id by which DOKU knows it. The Brand ID is half of the credential: it has a page of its own. */
async function Facts({ merchant: { application, person, now } }: { merchant: Merchant }) {
  const t = await getTranslations("desk.merchant");
  const { brandName, dokuBusinessId, submittedAt, confirmedAt, nextReadAt, readFailures } = application;
  const facts: { term: string; value: ReactNode }[] = [
    { term: t("person"), value: person ? `${person.name} · ${person.email}` : null },
    { term: t("brand"), value: brandName },
    {
      term: t("businessId"),
      value: dokuBusinessId && <span className="font-mono text-[0.8125rem]">{dokuBusinessId}</span>,
    },
    { term: t("submitted"), value: submittedAt && <Ago at={submittedAt} now={now} /> },
    { term: t("confirmed"), value: confirmedAt && <Ago at={confirmedAt} now={now} /> },
    { term: t("nextReading"), value: nextReadAt && dokuBusinessId && <NextReading at={nextReadAt} now={now} /> },
    {
      term: t("readFailures"),
      value: readFailures > 0 && (
        <span className="font-semibold text-bad">{t("failuresInARow", { count: readFailures })}</span>
      ),
    },
    { term: t("invited"), value: person?.sentAt && !person.acceptedAt && <Ago at={person.sentAt} now={now} /> },
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2 sm:flex sm:flex-wrap sm:gap-x-8">
      {facts
        .filter(({ value }) => value)
        .map(({ term, value }) => (
          <div key={term} className="min-w-0 first:col-span-2">
            <dt className="text-[0.8125rem] text-soft">{term}</dt>
            <dd className="text-[0.9375rem] break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Who has it, until when it is put aside, and who looks at it now. */
async function Hands({
  merchant: { application, now },
  deeds: { colleagues, looking },
  ownId,
}: {
  merchant: Merchant;
  deeds: Deeds;
  ownId: string;
}) {
  const [t, sections, format, locale] = await Promise.all([
    getTranslations("desk.case"),
    getTranslations("sections"),
    getFormatter(),
    getLocale(),
  ]);
  const { assigneeId, snoozedUntil } = application;
  const assignee = colleagues.find(({ id }) => id === assigneeId);
  const held = assigneeId === ownId ? t("yours") : assignee ? t("held", { name: assignee.name }) : t("nobody");
  const when =
    snoozedUntil && snoozedUntil > now
      ? format.dateTime(snoozedUntil, {
          weekday: "short",
          day: "numeric",
          month: "short",
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        })
      : null;
  const names = new Intl.ListFormat(locale === "en" ? "en-GB" : "id").format(looking);
  return (
    <>
      <span className={assigneeId ? undefined : "text-soft"}>
        {held}
        {assignee?.isAway ? ` (${t("away")})` : null}
      </span>
      {when ? <Badge tone="idle">{t("snoozedUntil", { when: sections("wib", { when }) })}</Badge> : null}
      {/* Always there, so that it is spoken when somebody comes. */}
      <span role="status" className="font-semibold text-wait empty:hidden">
        {looking.length > 0 ? t("looking", { names, count: looking.length }) : null}
      </span>
    </>
  );
}

function ListLink({ href, label, keyHint }: { href: string; label: string; keyHint: string }) {
  return (
    <Link href={href} className="inline-flex min-h-11 items-center gap-2 sm:min-h-8">
      {label}
      <KeyHint>{keyHint}</KeyHint>
    </Link>
  );
}

/** Where the merchant stands, what it needs next, in whose hands it is, and what can be done about it as a whole. */
export async function MerchantHead({
  merchant,
  deeds,
  session,
  listHref,
  neighbours: { previousHref, nextHref },
}: {
  merchant: Merchant;
  deeds: Deeds;
  session: Session;
  neighbours: Neighbours;
  /** The list that the reader came from. */
  listHref: string;
}) {
  const { application, standing, now } = merchant;
  const [t, desk] = await Promise.all([getTranslations("desk.case"), getTranslations("desk")]);
  const may = (permission: Permission) => mayDo(session.staffRole, permission);
  const [need] = application.needs;
  const canReturn = may("case.return") && deeds.returnable.length > 0;
  return (
    <>
      <PageHeader
        back={{ href: listHref, label: desk("nav.queue") }}
        title={application.businessName}
        actions={
          <>
            {canReturn ? (
              <CaseButton dialog={{ kind: "return", type: null }} variant="primary" keyHint="r">
                {t("parts.returnSubmit")}
              </CaseButton>
            ) : null}
            {may("case.assign") ? (
              <CaseButton dialog={{ kind: "assign" }} keyHint="a">
                {t("parts.assignTitle")}
              </CaseButton>
            ) : null}
            {may("case.snooze") ? (
              <CaseButton dialog={{ kind: "snooze" }} keyHint="s">
                {t("parts.snoozeTitle")}
              </CaseButton>
            ) : null}
            {application.dokuBusinessId && may("case.ask") ? <AskNow applicationId={application.id} /> : null}
          </>
        }
      />
      <div className="-mt-3 mb-6 space-y-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-[0.9375rem]">
          <Badge tone={toneOfStanding[standing]}>{desk(`standing.${standing}`)}</Badge>
          <ClockBadge clocks={application} now={now} />
          {merchant.hold ? <Badge tone="wait">{t("onHold")}</Badge> : null}
          <Hands merchant={merchant} deeds={deeds} ownId={session.userId} />
          {previousHref || nextHref ? (
            <nav aria-label={t("list")} data-print="hide" className="flex gap-4 sm:ml-auto">
              {previousHref ? <ListLink href={previousHref} label={t("previous")} keyHint="p" /> : null}
              {nextHref ? <ListLink href={nextHref} label={t("following")} keyHint="n" /> : null}
            </nav>
          ) : null}
        </div>
        {need ? (
          <p className="font-semibold">
            <span className="font-normal text-soft">{t("next")}</span> {t(`need.${need}`)}
          </p>
        ) : null}
        <Facts merchant={merchant} />
        {may("privacy.hold") ? (
          <Link
            href={paths.deskPrivacy(application.id)}
            className="inline-flex min-h-11 items-center gap-2 text-[0.9375rem] sm:min-h-8"
          >
            <ShieldCheck aria-hidden="true" size={17} />
            {desk("merchant.privacy")}
          </Link>
        ) : null}
      </div>
    </>
  );
}
