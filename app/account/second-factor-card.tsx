import { getTranslations } from "next-intl/server";
import { type DeedAction, DeedForm } from "@/components/desk/deed-form";
import { useMoments } from "@/components/kyb/use-moments";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { paths } from "@/lib/paths";
import type { OwnFactor } from "@/lib/sign-in/second-factor";
import { issueTexts } from "../issue-texts";
import { ConfirmGate, type Gate } from "./gate";
import { RecoveryCodes } from "./recovery-codes";

function Since({ at, words }: { at: Date; words: (when: string) => string }) {
  const { short } = useMoments();
  return words(short(at));
}

type Deeds = Record<"ask" | "give" | "offer" | "take" | "drop", DeedAction>;

async function Changes({ factor, deeds }: { factor: OwnFactor; deeds: Deeds }) {
  const [t, { errors }] = await Promise.all([getTranslations("account.factor"), issueTexts()]);
  const shared = { values: {}, pendingText: t("working"), done: "", errors };
  if (!factor.since) return <ButtonLink href={paths.secondStep}>{t("setUp")}</ButtonLink>;
  if (factor.offered) {
    return (
      <div className="space-y-4">
        <p>{t("newCodes")}</p>
        <RecoveryCodes codes={factor.offered} label={t("codes")} />
        <DeedForm {...shared} action={deeds.take} label={t("taken")} variant="primary" />
      </div>
    );
  }
  return (
    <div className="space-y-5">
      <DeedForm {...shared} action={deeds.offer} label={t("otherCodes")} />
      <DeedForm {...shared} action={deeds.drop} label={t("otherApp")} variant="danger">
        <p className="max-w-[62ch] text-[0.9375rem] text-soft">{t("otherAppWhat")}</p>
      </DeedForm>
    </div>
  );
}

/** One's own second step: whether there is one, and what may be changed about it after proving again who one is. */
export async function SecondFactorCard({ factor, gate, deeds }: { factor: OwnFactor; gate: Gate; deeds: Deeds }) {
  const t = await getTranslations("account.factor");
  return (
    <Card as="section" aria-labelledby="factor" className="space-y-4">
      <div>
        <h2 id="factor" className="flex flex-wrap items-center gap-3 text-lg font-bold tracking-tight">
          {t("title")} <Badge tone={factor.since ? "ok" : "wait"}>{t(factor.since ? "on" : "off")}</Badge>
        </h2>
        <p className="mt-1 max-w-[62ch] text-[0.9375rem] text-soft">
          {factor.since ? (
            <Since at={factor.since} words={(when) => t("since", { when, left: factor.codesLeft })} />
          ) : (
            t("what")
          )}
        </p>
      </div>
      <ConfirmGate gate={gate} why="factor" ask={deeds.ask} give={deeds.give} />
      {gate.until ? <Changes factor={factor} deeds={deeds} /> : null}
    </Card>
  );
}
