"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/forms/error-summary";
import { issueText } from "@/components/forms/issue-text";
import { RadioGroup } from "@/components/forms/radio-group";
import { TextField } from "@/components/forms/text-input";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { sendLite } from "./actions";

export const liteFields = ["businessName", "name", "email", "phone", "referralCode", "locale"] as const;
type LiteField = (typeof liteFields)[number];

export type LiteTexts = Record<
  | LiteField
  | "business"
  | "person"
  | "emailHint"
  | "phoneHint"
  | "referralHint"
  | "optional"
  | "indonesian"
  | "english"
  | "send"
  | "sending"
  | "summaryTitle",
  string
>;

/** What DOKU needs to invite a merchant itself. Works before JavaScript. */
export function LiteForm({ texts, errors }: { texts: LiteTexts; errors: Record<string, string> }) {
  const [state, run] = useActionState(sendLite, { typed: {}, failure: null, sent: 0 });
  const field = (name: LiteField) => {
    const issue = state.failure?.issues?.find(({ path }) => path === name);
    return { name, label: texts[name], error: issue && issueText(errors, issue), defaultValue: state.typed[name] };
  };
  const named = liteFields.flatMap((path) => {
    const { error } = field(path);
    return error ? [{ path, text: `${texts[path]}: ${error}` }] : [];
  });
  const whole =
    state.failure && named.length === 0 ? [{ path: "", text: issueText(errors, state.failure.error) }] : named;
  const { defaultValue: locale = "id", label: legend, ...language } = field("locale");
  return (
    <form action={run} noValidate>
      <ErrorSummary title={texts.summaryTitle} issues={whole} attempt={state.sent} />
      {/* Made anew after each answer, so that what was typed stands in it again. */}
      <div key={state.sent} className="mb-6 space-y-6">
        <Card as="section" className="space-y-5">
          <h2 className="text-lg font-bold tracking-tight">{texts.business}</h2>
          <TextField {...field("businessName")} autoComplete="off" />
          <TextField
            {...field("referralCode")}
            hint={texts.referralHint}
            optionalText={texts.optional}
            width="lg"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Card>
        <Card as="section" className="space-y-5">
          <h2 className="text-lg font-bold tracking-tight">{texts.person}</h2>
          <TextField {...field("name")} autoComplete="off" />
          <TextField
            {...field("email")}
            hint={texts.emailHint}
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <TextField {...field("phone")} hint={texts.phoneHint} width="lg" type="tel" autoComplete="off" />
          <RadioGroup
            {...language}
            legend={legend}
            columns={2}
            defaultValue={locale}
            options={[
              { value: "id", label: texts.indonesian },
              { value: "en", label: texts.english },
            ]}
          />
        </Card>
      </div>
      <SubmitButton pendingText={texts.sending}>{texts.send}</SubmitButton>
    </form>
  );
}
