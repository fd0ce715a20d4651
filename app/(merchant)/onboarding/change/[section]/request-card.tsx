import { getFormatter, getTranslations } from "next-intl/server";
import { formAction } from "@/components/onboarding/form-action";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ChangeRequest } from "@/db/queries/changes";
import type { SectionSlug } from "@/lib/domain/correction";
import { paths } from "@/lib/paths";
import { partner } from "../../partner";
import { withdraw } from "./actions";

/** Somebody's own words, apart from ours. */
function Quote({ title, children }: { title: string; children: string }) {
  return (
    <figure>
      <figcaption className="text-sm font-semibold text-soft">{title}</figcaption>
      <blockquote className="mt-1 border-l-3 border-line pl-3.5 whitespace-pre-line">{children}</blockquote>
    </figure>
  );
}

/** The request that is being read or was granted, with the way to take it back. */
export async function RequestCard({ change, slug }: { change: ChangeRequest; slug: SectionSlug }) {
  const [t, sections, format] = await Promise.all([
    getTranslations("change"),
    getTranslations("sections"),
    getFormatter(),
  ]);
  const { name } = await partner();
  const isGranted = change.state === "approved";
  const askedAt = format.dateTime(change.askedAt, { dateStyle: "long", timeStyle: "short" });
  return (
    <Card as="section" tone={isGranted ? "ok" : "wait"} aria-labelledby="request-heading" className="space-y-4">
      <div className="space-y-1">
        <h2 id="request-heading" className="text-lg font-bold">
          {t(isGranted ? "approved.title" : "asked.title")}
        </h2>
        <p>
          {isGranted
            ? t("approved.text")
            : t("asked.text", { when: sections("wib", { when: askedAt }), partner: name })}
        </p>
      </div>
      {change.answer ? <Quote title={t("approved.answer", { partner: name })}>{change.answer}</Quote> : null}
      <Quote title={t("yourReason")}>{change.reason}</Quote>
      <div className="flex flex-wrap items-center gap-3" data-print="hide">
        {isGranted ? <ButtonLink href={paths.correctSection(slug)}>{t("approved.open")}</ButtonLink> : null}
        <form action={formAction(withdraw)} className="min-w-0">
          <input type="hidden" name="section" value={slug} />
          <input type="hidden" name="changeId" value={change.id} />
          <SubmitButton
            variant={isGranted ? "quiet" : "secondary"}
            className="wrap-anywhere"
            pendingText={t("withdrawing")}
          >
            {t("withdraw")}
          </SubmitButton>
        </form>
      </div>
      <p className="text-[0.9375rem] text-soft">{t("withdrawWhat")}</p>
    </Card>
  );
}

/** What the staff answered to the last request, when they declined it. */
export async function DeclinedCard({ change }: { change: ChangeRequest }) {
  const [t, format] = await Promise.all([getTranslations("change"), getFormatter()]);
  const when = format.dateTime(change.decidedAt ?? change.askedAt, { dateStyle: "long" });
  return (
    <Card as="section" tone="bad" aria-labelledby="declined-heading" className="space-y-3">
      <h2 id="declined-heading" className="text-lg font-bold">
        {t("declined.title")}
      </h2>
      {change.answer ? (
        <Quote title={t("declined.text", { partner: (await partner()).name, when })}>{change.answer}</Quote>
      ) : null}
      <p>{t("declined.again")}</p>
    </Card>
  );
}
