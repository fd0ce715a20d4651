import { Laptop, Smartphone } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { type DeedAction, DeedForm } from "@/components/desk/deed-form";
import { useMoments } from "@/components/kyb/use-moments";
import { Ago } from "@/components/live/ago";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { OwnSession } from "@/db/queries/sessions";
import type { Device } from "@/lib/domain/device";
import { sessionLimits } from "@/lib/domain/session-limits";
import { issueTexts } from "../issue-texts";

const phones: readonly Device["system"][] = ["Android", "iOS"];
const hourMs = 3600_000;

function When({ at, words }: { at: Date; words: (when: string) => string }) {
  const { short } = useMoments();
  return words(short(at));
}

async function Row({
  session,
  isThis = false,
  now,
  children,
}: {
  session: OwnSession;
  isThis?: boolean;
  now: Date;
  children?: React.ReactNode;
}) {
  const t = await getTranslations("account.signIns");
  const Icon = phones.includes(session.system) ? Smartphone : Laptop;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4">
      <Icon aria-hidden="true" size={22} className="shrink-0 text-soft" />
      <div className="min-w-0 grow basis-48">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-semibold">
          {deviceName(session, t)}
          {isThis ? <Badge tone="ok">{t("this")}</Badge> : null}
        </p>
        <p className="text-sm text-soft">
          <When at={session.createdAt} words={(when) => t("since", { when })} />
          {" · "}
          {t.rich("seen", { when: () => <Ago at={session.seenAt} now={now} /> })}
        </p>
      </div>
      {children ? <div className="max-sm:pl-9.5">{children}</div> : null}
    </li>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"account.signIns">>>;

function deviceName({ browser, system }: Device, t: Words): string {
  return browser && system ? t("device", { browser, system }) : (browser ?? system ?? t("unknown"));
}

/** Where somebody is signed in, the browser at hand first; the others can be signed out from here. */
export async function OwnSignIns({
  who,
  current,
  others,
  end,
  endOthers,
}: {
  who: keyof typeof sessionLimits;
  current: OwnSession | null;
  others: readonly OwnSession[];
  end: DeedAction;
  endOthers: DeedAction;
}) {
  const [t, { errors }] = await Promise.all([getTranslations("account.signIns"), issueTexts()]);
  const now = new Date();
  const { lifeMs, idleMs } = sessionLimits[who];
  const shared = { pendingText: t("ending"), done: "", errors };
  return (
    <Card as="section" aria-labelledby="sign-ins">
      <h2 id="sign-ins" className="text-lg font-bold tracking-tight">
        {t("title")}
      </h2>
      <p className="mt-1 max-w-[62ch] text-[0.9375rem] text-soft">{t("lead")}</p>
      <ul aria-labelledby="sign-ins" className="mt-2 divide-y divide-line">
        {current ? <Row session={current} isThis now={now} /> : null}
        {others.map((session) => (
          <Row key={session.id} session={session} now={now}>
            <DeedForm
              {...shared}
              action={end}
              values={{ id: session.id }}
              label={t("end")}
              about={deviceName(session, t)}
            />
          </Row>
        ))}
      </ul>
      <div className="space-y-3 border-t border-line pt-4">
        {others.length > 1 ? (
          <DeedForm {...shared} action={endOthers} values={{}} label={t("endOthers")} variant="danger" />
        ) : null}
        <p className="text-sm text-soft">
          {t("limits", { days: Math.round(lifeMs / hourMs / 24), life: lifeMs / hourMs, idle: idleMs / hourMs, who })}
        </p>
      </div>
    </Card>
  );
}
