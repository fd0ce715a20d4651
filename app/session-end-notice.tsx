import { getFormatter, getTranslations } from "next-intl/server";
import { SessionEnd } from "@/components/live/session-end";
import { Button } from "@/components/ui/button";
import { classes } from "@/components/ui/classes";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/paths";
import { readSession } from "@/lib/session";

/** Says when the session is about to end, with the way to a new one: nothing extends it. Only merchants' forms save by themselves. */
export async function SessionEndNotice({ who }: { who: "merchant" | "staff" }) {
  const session = await readSession();
  if (!session) return null;
  const [t, format] = await Promise.all([getTranslations("common.sessionEnd"), getFormatter()]);
  const end = new Date(session.endsAt);
  return (
    <SessionEnd leftMs={end.getTime() - Date.now()}>
      <div data-print="hide" className={classes("px-5 pt-5", who === "merchant" && "mx-auto w-full max-w-[760px]")}>
        <Notice
          tone="warn"
          actions={
            <form action={paths.signOut} method="post">
              <Button type="submit" variant="secondary" size="sm">
                {t("signIn")}
              </Button>
            </form>
          }
        >
          {t(who, { time: format.dateTime(end, { hour: "2-digit", minute: "2-digit" }) })}
        </Notice>
      </div>
    </SessionEnd>
  );
}
