"use client";

import "@/components/forms/no-eval";
import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ErrorSummary } from "@/components/forms/error-summary";
import { FormActions } from "@/components/forms/form-actions";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { Button } from "@/components/ui/button";
import { type Invitation, type InvitationInput, invitationSchema } from "@/lib/domain/invitation";
import { issueOf } from "@/lib/domain/results";
import { paths } from "@/lib/paths";
import { sendInvitation } from "./actions";
import { InviteFields, type InviteTexts, inviteFieldNames, inviteLabelKeys } from "./invite-fields";

const empty: InvitationInput = {
  name: "",
  email: "",
  phone: "",
  businessName: "",
  locale: "id",
  prefilled: { businessType: "", legalEntity: "", brandName: "", description: "", street: "" },
};

/** Invites a merchant; on success goes to the page that says what happens next. */
export function InviteForm({
  texts,
  legalForms,
}: {
  texts: InviteTexts;
  legalForms: readonly { value: string; label: string }[];
}) {
  const router = useRouter();
  const words = useIssueText();
  const [failure, setFailure] = useState<string>();
  const [leaving, setLeaving] = useState(false);
  const form = useForm<InvitationInput, unknown, Invitation>({
    defaultValues: empty,
    resolver: zodResolver(invitationSchema),
    shouldFocusError: false,
  });
  const { isSubmitting, submitCount } = form.formState;

  const send = form.handleSubmit(async () => {
    setFailure(undefined);
    // What was typed goes to the server, which parses it again: a normalised phone number is not typed text.
    const result = await sendInvitation(form.getValues());
    if (result.ok) {
      setLeaving(true);
      return router.push(paths.deskInvited(result.data.applicationId));
    }
    for (const { path, key } of result.issues ?? []) {
      const name = inviteFieldNames.find((field) => field === path);
      if (name) form.setError(name, { message: key });
    }
    if (!result.issues?.length) setFailure(result.error);
  });

  const faultOf = (name: (typeof inviteFieldNames)[number]) => {
    const message = form.getFieldState(name, form.formState).error?.message;
    return message === undefined ? undefined : words.error(issueOf(name, message));
  };
  const issues = inviteFieldNames.flatMap((path) => {
    const text = faultOf(path);
    // "This is needed" thrice in a row says nothing without the name of the field.
    return text ? [{ path, text: `${texts[inviteLabelKeys[path]]}: ${text}` }] : [];
  });
  const failureText = words.error(failure);
  const shown = failureText ? [{ path: "", text: failureText }, ...issues] : issues;
  return (
    <form onSubmit={send} noValidate>
      <ErrorSummary title={texts.summaryTitle} issues={submitCount > 0 ? shown : []} attempt={submitCount} />
      <InviteFields texts={texts} legalForms={legalForms} register={form.register} faultOf={faultOf} />
      <FormActions>
        <Button type="submit" pending={isSubmitting || leaving} pendingText={texts.sending}>
          {texts.send}
        </Button>
      </FormActions>
    </form>
  );
}
