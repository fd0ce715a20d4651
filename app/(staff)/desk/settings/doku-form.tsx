"use client";

import "@/components/forms/no-eval";
import { type FormEvent, useRef, useState } from "react";
import { Checkbox } from "@/components/forms/checkbox";
import { ErrorSummary } from "@/components/forms/error-summary";
import { issueText } from "@/components/forms/issue-text";
import { RadioGroup } from "@/components/forms/radio-group";
import { TextField } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import type { Connection, DokuAccountInput, DokuEnvironment } from "@/lib/domain/doku-settings";
import type { ActionFailure, ActionResult } from "@/lib/domain/results";
import { saveDoku, testDoku } from "./actions";
import { ConnectionNotice, type ConnectionTexts } from "./connection-notice";

export type DokuTexts = Record<
  | "environment"
  | "address"
  | "addressHint"
  | "clientId"
  | "secretKey"
  | "secretHint"
  | "nextSecretKey"
  | "nextHint"
  | "dropNext"
  | "test"
  | "testing"
  | "save"
  | "saving"
  | "saved"
  | "notSaved"
  | "anyway"
  | "summaryTitle",
  string
> & { environments: Record<DokuEnvironment, { label: string; hint: string }>; outcomes: ConnectionTexts };

type Answer =
  | { kind: "tested"; connection: Connection }
  | { kind: "saved"; connection: Connection }
  | { kind: "notSaved"; connection: Connection }
  | { kind: "failed"; failure: ActionFailure };

const fieldNames = ["address", "clientId", "secretKey", "nextSecretKey"] as const;

/** What was typed. The secrets go to the server once, in the call, and never come back. */
function typedIn(form: HTMLFormElement): DokuAccountInput {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "");
  return {
    environment: text("environment") as DokuEnvironment,
    address: text("address"),
    clientId: text("clientId"),
    secretKey: text("secretKey"),
    nextSecretKey: text("nextSecretKey"),
    dropNext: data.has("dropNext"),
  };
}

/** The credentials at DOKU: try them, keep them, or keep them although the test found something. */
export function DokuForm({
  set,
  texts,
  errors,
}: {
  set: { environment: DokuEnvironment; address: string; clientId: string; hasNext: boolean };
  texts: DokuTexts;
  errors: Record<string, string>;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [environment, setEnvironment] = useState(set.environment);
  const [busy, setBusy] = useState<"test" | "save" | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [attempt, setAttempt] = useState(0);

  async function run<T>(
    what: "test" | "save",
    call: (typed: DokuAccountInput) => Promise<ActionResult<T>>,
    then: (data: T) => Answer,
  ) {
    if (!form.current || busy) return;
    setBusy(what);
    const result = await call(typedIn(form.current)).catch(() => ({ ok: false, error: "unexpected" }) as const);
    setAnswer(result.ok ? then(result.data) : { kind: "failed", failure: result });
    setAttempt((count) => count + 1);
    setBusy(null);
  }
  const test = () => run("test", testDoku, (connection) => ({ kind: "tested", connection }));
  const save = (anyway: boolean) =>
    run(
      "save",
      (account) => saveDoku({ account, anyway }),
      ({ saved, connection }) => {
        for (const name of ["secretKey", "nextSecretKey"]) {
          const input = form.current?.elements.namedItem(name);
          if (saved && input instanceof HTMLInputElement) input.value = "";
        }
        return { kind: saved ? "saved" : "notSaved", connection };
      },
    );

  const failure = answer?.kind === "failed" ? answer.failure : null;
  const errorOf = (name: string) => {
    // The schema of one environment is a part of a whole, and its paths may begin with it.
    const issue = failure?.issues?.find(({ path }) => path === name || path === `account.${name}`);
    return issue && issueText(errors, issue);
  };
  const issues = fieldNames.flatMap((path) => {
    const text = errorOf(path);
    return text ? [{ path, text: `${texts[path]}: ${text}` }] : [];
  });
  const shown = failure && issues.length === 0 ? [{ path: "", text: issueText(errors, failure.error) }] : issues;
  const plain = { autoComplete: "off", autoCapitalize: "none", spellCheck: false, width: "lg" } as const;
  const secret = { ...plain, type: "password", autoComplete: "new-password" } as const;

  return (
    <form
      ref={form}
      noValidate
      className="space-y-5"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save(false);
      }}
    >
      <ErrorSummary title={texts.summaryTitle} issues={shown} attempt={attempt} />
      <RadioGroup
        name="environment"
        legend={texts.environment}
        defaultValue={set.environment}
        onChange={(event) => setEnvironment(event.currentTarget.value as DokuEnvironment)}
        options={(["sandbox", "production", "own"] as const).map((value) => ({ value, ...texts.environments[value] }))}
      />
      <div hidden={environment !== "own"}>
        <TextField
          {...plain}
          name="address"
          type="url"
          label={texts.address}
          hint={texts.addressHint}
          defaultValue={set.address}
          error={errorOf("address")}
        />
      </div>
      <TextField
        {...plain}
        name="clientId"
        label={texts.clientId}
        defaultValue={set.clientId}
        error={errorOf("clientId")}
      />
      <TextField
        {...secret}
        name="secretKey"
        label={texts.secretKey}
        hint={texts.secretHint}
        error={errorOf("secretKey")}
      />
      <TextField
        {...secret}
        name="nextSecretKey"
        label={texts.nextSecretKey}
        hint={texts.nextHint}
        error={errorOf("nextSecretKey")}
      />
      {set.hasNext ? <Checkbox name="dropNext" label={texts.dropNext} /> : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" pending={busy === "save"} pendingText={texts.saving}>
          {texts.save}
        </Button>
        <Button variant="secondary" pending={busy === "test"} pendingText={texts.testing} onClick={() => void test()}>
          {texts.test}
        </Button>
      </div>
      {answer && answer.kind !== "failed" && !busy ? (
        <ConnectionNotice
          connection={answer.connection}
          texts={texts.outcomes}
          title={answer.kind === "saved" ? texts.saved : answer.kind === "notSaved" ? texts.notSaved : undefined}
        >
          {answer.kind === "notSaved" ? (
            <Button size="sm" variant="danger" onClick={() => void save(true)}>
              {texts.anyway}
            </Button>
          ) : null}
        </ConnectionNotice>
      ) : null}
    </form>
  );
}
