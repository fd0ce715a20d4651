/** Merchants look at their status page: it may only say what their history says they were at in that moment. */

import type { Standing } from "@/lib/domain/standing";
import { paths } from "@/lib/paths";
import messages from "@/messages/id.json" with { type: "json" };
import { asVisitor, headline } from "./door";
import type { Merchant } from "./people";
import { type Run, rowsOf } from "./run";

const { heading } = messages.status;

/** Which standings a headline belongs to. A correction that stopped keeps the headline of what DOKU said before. */
const standingsOf: Record<keyof typeof heading, Standing[]> = {
  sending: ["submitting"],
  waiting: ["submitting"],
  stopped: ["attention"],
  in_review: ["in_review"],
  needs_correction: ["needs_correction"],
  approved: ["approved"],
  live: ["live"],
  suspended: ["suspended"],
  not_opened: ["not_opened"],
  settlement_held: ["settlement_held"],
  sendingCorrection: ["needs_correction"],
  waitingCorrection: ["needs_correction"],
  stoppedCorrection: ["needs_correction"],
  suspendedPart: ["suspended"],
};
const stopped: Standing = "attention";

const patternOf = (text: string) =>
  text.startsWith("{count")
    ? /^(Satu|\d+) hal perlu diperbaiki$/
    : new RegExp(`^${text.split("{partner}").join(".+")}$`);

export function standingsFor(title: string): Standing[] {
  const fits = (key: keyof typeof heading) => patternOf(heading[key]).test(title);
  return (Object.keys(heading) as (keyof typeof heading)[]).filter(fits).flatMap((key) => standingsOf[key]);
}

const historyOf = (run: Run, applicationId: string) =>
  rowsOf<{ position: number; standing: Standing }>(
    run,
    "select position, standing from standing_changes where application_id = $1 order by position",
    [applicationId],
  );

/** Notes what the page said that no standing between before and after it explains. */
export async function lookAtStatus(run: Run, merchant: Merchant): Promise<void> {
  const { applicationId } = merchant;
  const from = (await historyOf(run, applicationId)).at(-1)?.position ?? 0;
  const title = await headline(asVisitor(run.stage.url, merchant), paths.status);
  if (title === null) return;
  const meanwhile = (await historyOf(run, applicationId)).filter(({ position }) => position >= from);
  run.counts.pages += 1;
  const allowed = meanwhile.map(({ standing }) => standing);
  const said = standingsFor(title);
  if (said.some((standing) => allowed.includes(standing)) || (said.length > 0 && allowed.includes(stopped))) return;
  const words = said.join(" or ") || `an unknown headline (${title.length} letters)`;
  run.violations.add(`${applicationId}: a page said ${words}, its history ${allowed.join(", ")}`);
}
