import { getTranslations } from "next-intl/server";
import { CasePart } from "@/components/desk/case-part";
import { TakeBackComment } from "@/components/desk/case-take-back";
import { CommentBox } from "@/components/desk/comment-box";
import { SawMentions } from "@/components/desk/saw-mentions";
import { Timeline, type TimelineEntry } from "@/components/desk/timeline";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { mayDo } from "@/lib/domain/permissions";
import type { Session } from "@/lib/session";
import { dropComment, sawMentions, sayComment } from "./case-actions";
import type { Deeds, Merchant } from "./load-deeds";

const historyKinds = ["comment", "deed", "callback", "call", "mail"] as const satisfies TimelineEntry["kind"][];
type HistoryKind = (typeof historyKinds)[number];

/** The kind in the address; null shows all. */
export function historyKindIn(text: string | string[] | undefined): HistoryKind | null {
  return historyKinds.find((kind) => kind === text) ?? null;
}

const chip =
  "inline-flex min-h-11 items-center rounded-full border border-line bg-card px-3 text-sm no-underline hover:bg-hover sm:min-h-8 aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-accent";

/** One timeline of calls, callbacks, mails, people and comments, and the box for one's own words. */
export async function HistoryPart({
  merchant,
  deeds: { colleagues, unseenMentions },
  session,
  only,
  hrefOf,
}: {
  merchant: Merchant;
  deeds: Deeds;
  session: Session;
  only: HistoryKind | null;
  hrefOf: (kind: HistoryKind | null) => string;
}) {
  const [t, words] = await Promise.all([getTranslations("desk.merchant"), getTranslations("desk.case.history")]);
  const { timeline, application } = merchant;
  const present = historyKinds.filter((kind) => kind === only || timeline.some((entry) => entry.kind === kind));
  const entries = only ? timeline.filter(({ kind }) => kind === only) : timeline;
  const mayComment = mayDo(session.staffRole, "case.comment");
  const own = timeline.flatMap((entry) =>
    entry.kind === "comment" && entry.authorId === session.userId ? entry.id : [],
  );
  // Only what is really in the list: one that was filtered out, or came while the page was made, stays new.
  const readNow = entries.flatMap(({ id }) => (unseenMentions.includes(id) ? id : []));
  return (
    <CasePart id="history" title={t("history")}>
      {readNow.length > 0 ? <SawMentions commentIds={readNow} saw={sawMentions} /> : null}
      <div className="space-y-3">
        {mayComment ? (
          <Card>
            <CommentBox
              applicationId={application.id}
              colleagues={colleagues.filter(({ id }) => id !== session.userId).map(({ id, name }) => ({ id, name }))}
              comment={sayComment}
            />
          </Card>
        ) : null}
        {present.length > 1 || only ? (
          <nav aria-label={words("label")} className="flex flex-wrap gap-2">
            {[null, ...present].map((kind) => (
              <Link
                key={kind ?? "all"}
                href={hrefOf(kind)}
                aria-current={kind === only ? "true" : undefined}
                scroll={false}
                replace
                className={chip}
              >
                {words(kind ?? "all")}
              </Link>
            ))}
          </nav>
        ) : null}
        <Card>
          {entries.length > 0 ? (
            <Timeline
              entries={entries}
              unseen={unseenMentions}
              deedOf={
                mayComment
                  ? (id) =>
                      own.includes(id) ? (
                        <TakeBackComment applicationId={application.id} commentId={id} drop={dropComment} />
                      ) : null
                  : undefined
              }
            />
          ) : (
            <p className="text-soft">{t("noHistory")}</p>
          )}
        </Card>
      </div>
    </CasePart>
  );
}
