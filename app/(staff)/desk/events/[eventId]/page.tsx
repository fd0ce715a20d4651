import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { EventFacts } from "@/components/desk/event-facts";
import { EventReplay } from "@/components/desk/event-replay";
import { EventReveal } from "@/components/desk/event-reveal";
import { PayloadView } from "@/components/desk/payload-view";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { PageBody } from "@/components/ui/page-body";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/domain/permissions";
import { paths } from "@/lib/paths";
import { requireStaff } from "@/lib/session";
import { replayOne, showEvent } from "../actions";
import { loadEvent } from "./load-event";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.page"))("title") };
}

type Props = { params: Promise<{ eventId: string }> };

export default async function EventPage({ params }: Props) {
  const { staffRole } = await requireStaff();
  const { eventId } = await params;
  const event = await loadEvent(eventId);
  if (!event) notFound();
  const [t, replay, { errors }, messages] = await Promise.all([
    getTranslations("events.page"),
    getTranslations("events.replay"),
    issueTexts(),
    getMessages(),
  ]);
  const bodies =
    event.kind === "callback"
      ? ([{ key: "received", text: event.received }] as const)
      : ([
          { key: "sent", text: event.sent },
          { key: "answered", text: event.answer },
        ] as const);
  const canShow = mayDo(staffRole, "person.reveal") && (event.kind === "callback" || event.hasWords);
  return (
    <PageBody>
      <PageHeader
        title={t(event.kind)}
        back={{ href: paths.deskEvents, label: t("back") }}
        actions={
          event.kind === "callback" && event.verified && mayDo(staffRole, "event.replay") ? (
            <EventReplay
              action={replayOne.bind(null, { eventId })}
              errors={errors}
              texts={{
                replay: replay("one"),
                pending: replay("pending"),
                applied: replay("applied"),
                unchanged: replay("unchanged"),
                failed: replay("failed"),
              }}
              whys={messages.events.why}
            />
          ) : null
        }
      />
      <Card className="mb-5">
        <EventFacts event={event} />
        {event.kind === "callback" && event.outcome === "not_understood" ? (
          <p className="mt-3 text-[0.9375rem]">{t("notUnderstood")}</p>
        ) : null}
        {event.kind === "callback" && !event.verified ? (
          <p className="mt-3 text-[0.9375rem]">{t("unverified")}</p>
        ) : null}
      </Card>
      <Card as="section" aria-labelledby="payload" className="space-y-4">
        <div>
          <h2 id="payload" className="text-lg font-bold">
            {t("payload")}
          </h2>
          <p className="text-sm text-soft">{t("masked")}</p>
        </div>
        {bodies.map(({ key, text }) =>
          text === null ? (
            <p key={key} className="text-[0.9375rem] text-soft">
              {t(`none.${key}`)}
            </p>
          ) : (
            <div key={key}>
              <h3 className="mb-1 text-sm font-semibold">{t(`body.${key}`)}</h3>
              <PayloadView label={t(`body.${key}`)} text={text} />
            </div>
          ),
        )}
        {canShow ? (
          <EventReveal
            action={showEvent.bind(null, { eventId })}
            errors={errors}
            texts={{
              show: t(event.kind === "callback" ? "showAll" : "showWords"),
              hint: t("showHint"),
              pending: t("showing"),
              label: t("inFull"),
            }}
          />
        ) : null}
        <p className="text-sm">
          <Link href={paths.deskReasons}>{t("reasons")}</Link>
        </p>
      </Card>
    </PageBody>
  );
}
