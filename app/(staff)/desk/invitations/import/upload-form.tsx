"use client";

import "@/components/forms/no-eval";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { ErrorSummary } from "@/components/forms/error-summary";
import { FileField } from "@/components/forms/file-field";
import { issueText } from "@/components/forms/issue-text";
import { TextAreaField } from "@/components/forms/text-area";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { paths } from "@/lib/paths";

const answerSchema = z.union([
  z.object({ batchId: z.uuid() }),
  z.object({
    error: z.string(),
    issues: z._default(
      z.array(
        z.object({ key: z.string(), params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))) }),
      ),
      [],
    ),
  }),
]);

export type UploadTexts = Record<
  "file" | "fileHint" | "paste" | "pasteHint" | "check" | "checking" | "summaryTitle",
  string
>;

async function send(form: FormData): Promise<z.output<typeof answerSchema>> {
  const response = await fetch(paths.importUpload, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: form,
  });
  return answerSchema.parse(await response.json());
}

/** A file or pasted text, checked on the server; on success goes to the preview. Works before JavaScript. */
export function UploadForm({
  errors,
  texts,
  fault,
}: {
  errors: Record<string, string>;
  texts: UploadTexts;
  /** What was wrong with a file that was sent without JavaScript. */
  fault?: string | undefined;
}) {
  const router = useRouter();
  const [state, setState] = useState({ error: fault, sent: fault ? 1 : 0, busy: false });

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const sent = state.sent + 1;
    setState({ error: undefined, sent, busy: true });
    const answer = await send(form).catch(() => ({ error: "unexpected", issues: [] }));
    if ("batchId" in answer) return router.push(paths.deskBatch(answer.batchId));
    setState({ error: issueText(errors, answer.issues[0] ?? answer.error), sent, busy: false });
  };

  return (
    <form method="post" action={paths.importUpload} encType="multipart/form-data" onSubmit={submit} noValidate>
      <ErrorSummary
        title={texts.summaryTitle}
        issues={state.error ? [{ path: "file", text: state.error }] : []}
        attempt={state.sent}
      />
      <Card className="mb-6 space-y-5">
        <FileField
          name="file"
          label={texts.file}
          hint={texts.fileHint}
          error={state.error}
          accept=".csv,.tsv,.txt,text/csv,text/plain"
        />
        <TextAreaField name="text" label={texts.paste} hint={texts.pasteHint} rows={6} spellCheck={false} />
      </Card>
      <Button type="submit" pending={state.busy} pendingText={texts.checking}>
        {texts.check}
      </Button>
    </form>
  );
}
