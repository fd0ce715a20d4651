import { getTranslations } from "next-intl/server";
import { DeedForm } from "@/components/desk/deed-form";
import { useMoments } from "@/components/kyb/use-moments";
import { connectionOutcomes, dokuAddresses, dokuEnvironments } from "@/lib/domain/doku-settings";
import { forgetDoku } from "./actions";
import { DokuForm } from "./doku-form";
import type { loadSettings } from "./load-settings";

type Doku = Awaited<ReturnType<typeof loadSettings>>["doku"];

function SetAt({ at, words }: { at: Date; words: (when: string) => string }) {
  const { full } = useMoments();
  return words(full(at));
}

/** The portal's account at DOKU: what is set, since when, and the form to change it. Never a part of a secret. */
export async function DokuCard({ doku, errors }: { doku: Doku; errors: Record<string, string> }) {
  const [t, common] = await Promise.all([getTranslations("settings.doku"), getTranslations("common")]);
  const { environment, baseUrl, clientId, setAt, hasNext } = doku;
  const hints = { ...dokuAddresses, own: t("ownHint") };
  const environments = Object.fromEntries(
    dokuEnvironments.map((one) => [one, { label: t(`environment.${one}`), hint: hints[one] }]),
  ) as Record<(typeof dokuEnvironments)[number], { label: string; hint: string }>;
  const outcomes = Object.fromEntries(connectionOutcomes.map((one) => [one, t.raw(`outcome.${one}`)])) as Record<
    (typeof connectionOutcomes)[number],
    string
  >;
  return (
    <>
      <dl className="grid gap-x-4 gap-y-1 text-[0.9375rem] sm:grid-cols-[10rem_minmax(0,1fr)]">
        <dt className="text-soft">{t("calls")}</dt>
        <dd className="break-all">{baseUrl}</dd>
        <dt className="text-soft">{t("clientId")}</dt>
        <dd className="break-all">{clientId}</dd>
        <dt className="text-soft">{t("secretKey")}</dt>
        <dd>{setAt ? <SetAt at={setAt} words={(when) => t("setAt", { when })} /> : t("fromEnvironment")}</dd>
        <dt className="text-soft">{t("nextSecretKey")}</dt>
        <dd>{hasNext ? t("nextSet") : t("nextNone")}</dd>
      </dl>
      <DokuForm
        // What was set is where the form starts from, also after it was changed.
        key={`${baseUrl} ${clientId} ${hasNext}`}
        set={{ environment, address: environment === "own" ? baseUrl : "", clientId, hasNext }}
        errors={errors}
        texts={{
          environment: t("environmentLabel"),
          environments,
          address: t("address"),
          addressHint: t("addressHint"),
          clientId: t("clientId"),
          secretKey: t("secretKey"),
          secretHint: t("secretHint"),
          nextSecretKey: t("nextSecretKey"),
          nextHint: t("nextHint"),
          dropNext: t("dropNext"),
          test: t("test"),
          testing: t("testing"),
          save: common("save"),
          saving: t("testing"),
          saved: t("saved"),
          notSaved: t("notSaved"),
          anyway: t("anyway"),
          summaryTitle: common("summaryTitle"),
          outcomes: { ...outcomes, clockNote: t.raw("outcome.clockNote") },
        }}
      />
      {setAt ? (
        <div className="border-t border-line pt-5">
          <DeedForm
            action={forgetDoku}
            values={{}}
            label={t("forget")}
            pendingText={t("forgetting")}
            done={t("forgotten")}
            errors={errors}
          >
            <p className="max-w-[62ch] text-[0.9375rem] text-soft">{t("forgetWhat")}</p>
          </DeedForm>
        </div>
      ) : null}
    </>
  );
}
