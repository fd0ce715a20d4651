import { CircleHelp } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { classes } from "@/components/ui/classes";
import { type PageWidth, pageWidths } from "@/components/ui/page-body";
import { partner } from "@/lib/partner";
import type id from "@/messages/id.json";

/** Every kind of page that merchants see. */
export type HelpPage = keyof typeof id.help.pages;

/** Where the header's link to the help leads. */
export const helpId = "help";

/** What to do on a page, what follows and how long it takes: at the foot of every page of the merchants, above whom to ask. */
export async function HelpPanel({ page, width }: { page: HelpPage; width: PageWidth }) {
  const [t, { name }] = await Promise.all([getTranslations("help"), partner()]);
  return (
    <aside
      id={helpId}
      tabIndex={-1}
      aria-labelledby="help-title"
      data-print="hide"
      className={classes("mx-auto w-full px-5 pb-12 outline-none", pageWidths[width])}
    >
      <div className="rounded-card bg-hover p-5 sm:px-6">
        <h2 id="help-title" className="flex items-center gap-2 font-semibold">
          <CircleHelp aria-hidden="true" size={18} className="shrink-0 text-accent" />
          {t("title")}
        </h2>
        <dl className={classes("mt-3 grid gap-x-6 gap-y-3 text-[0.9375rem]", width === "text" && "sm:grid-cols-3")}>
          {(["here", "then", "time"] as const).map((what) => (
            <div key={what}>
              <dt className="font-semibold text-soft">{t(what)}</dt>
              <dd>{t(`pages.${page}.${what}`, { partner: name })}</dd>
            </div>
          ))}
        </dl>
      </div>
    </aside>
  );
}

/** In the header of the same pages: down to the help. */
export async function HelpLink() {
  const t = await getTranslations("help");
  return (
    <a
      href={`#${helpId}`}
      aria-label={t("link")}
      className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-control px-2 text-sm text-soft no-underline hover:bg-hover hover:text-ink sm:px-3"
    >
      <CircleHelp aria-hidden="true" size={17} />
      <span className="max-sm:hidden">{t("link")}</span>
    </a>
  );
}
