"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/forms/error-summary";
import { issueText } from "@/components/forms/issue-text";
import { RadioGroup, type RadioOption } from "@/components/forms/radio-group";
import { TextField } from "@/components/forms/text-input";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { addMember } from "./actions";

export type AddMemberTexts = Record<
  "name" | "email" | "emailHint" | "role" | "locale" | "add" | "adding" | "added" | "summaryTitle",
  string
>;

/** Adds somebody to the staff; a plain form, so that it works before JavaScript. */
export function AddMemberForm({
  texts,
  roles,
  languages,
  errors,
}: {
  texts: AddMemberTexts;
  roles: readonly RadioOption[];
  languages: readonly RadioOption[];
  errors: Record<string, string>;
}) {
  const [{ typed, failure, sent }, run] = useActionState(addMember, { typed: {}, failure: null, sent: 0 });
  const errorOf = (name: string) => {
    const issue = failure?.issues?.find(({ path }) => path === name);
    return issue && issueText(errors, issue);
  };
  const labels = { name: texts.name, email: texts.email, role: texts.role, locale: texts.locale };
  const issues = Object.entries(labels).flatMap(([path, label]) => {
    const text = errorOf(path);
    return text ? [{ path, text: `${label}: ${text}` }] : [];
  });
  const general = failure && issues.length === 0 ? [{ path: "", text: issueText(errors, failure.error) }] : issues;
  return (
    <form action={run} noValidate className="space-y-5">
      <ErrorSummary title={texts.summaryTitle} issues={general} attempt={sent} />
      {sent > 0 && !failure ? (
        <Notice tone="ok" live="polite">
          {texts.added}
        </Notice>
      ) : null}
      {/* Typed again after every answer: an uncontrolled field keeps what it was given first. */}
      <div key={sent} className="space-y-5">
        <TextField
          name="name"
          label={texts.name}
          error={errorOf("name")}
          defaultValue={typed.name}
          autoComplete="off"
          width="lg"
        />
        <TextField
          name="email"
          type="email"
          label={texts.email}
          hint={texts.emailHint}
          error={errorOf("email")}
          defaultValue={typed.email}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          width="lg"
        />
        <RadioGroup
          name="role"
          legend={texts.role}
          options={roles}
          error={errorOf("role")}
          defaultValue={typed.role ?? "reviewer"}
          columns={2}
        />
        {languages.length > 1 ? (
          <RadioGroup
            name="locale"
            legend={texts.locale}
            options={languages}
            error={errorOf("locale")}
            defaultValue={typed.locale ?? languages[0]?.value}
            columns={2}
          />
        ) : (
          <input type="hidden" name="locale" value={languages[0]?.value} />
        )}
      </div>
      <SubmitButton pendingText={texts.adding}>{texts.add}</SubmitButton>
    </form>
  );
}
