"use client";

import { unstable_isUnrecognizedActionError, useRouter } from "next/navigation";
import {
  createContext,
  type FocusEvent,
  type ReactNode,
  use,
  useEffect,
  useMemo,
  useState,
  useTransition,
} from "react";
import { FormProvider, type Resolver, set, useForm } from "react-hook-form";
import { ErrorSummary } from "@/components/forms/error-summary";
import { FormActions } from "@/components/forms/form-actions";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { loadAnew } from "@/components/forms/load-anew";
import { typedBefore } from "@/components/forms/typed-before";
import { Button } from "@/components/ui/button";
import type { FieldIssue } from "@/lib/domain/results";
import type { KnownAnswers } from "@/lib/domain/suggestions";
import { paths } from "@/lib/paths";
import { Elsewhere } from "./elsewhere";
import { labelOf } from "./field-names";
import { formAction } from "./form-action";
import { errorTree, flatErrors, messageOfIssue } from "./form-faults";
import type { PartFormProps, Submitted, Typed } from "./part-form-props";
import { SavedNote } from "./saved-note";
import { useAutosave } from "./use-autosave";
import { loadPartRules } from "./use-part-rules";
import { useWarnings } from "./use-warnings";

type PartContext = Pick<PartFormProps, "part" | "fields" | "texts" | "values" | "before"> & {
  known: KnownAnswers;
  warnings: FieldIssue[];
};
const nothingKnown: KnownAnswers = {};
const Part = createContext<PartContext | null>(null);

/** The texts, opening values and warnings of the part whose form this is. */
export function usePart(): PartContext {
  const part = use(Part);
  if (!part) throw new Error("usePart needs a PartForm above it");
  return part;
}

function withTyped(values: Record<string, unknown>, typed: Record<string, string>): Record<string, unknown> {
  const all = structuredClone(values);
  for (const [path, value] of Object.entries(typed)) set(all, path, value);
  return all;
}

/** The focus that the summary of errors takes by itself is nobody's beginning. */
function beginToFillIn({ target }: FocusEvent<HTMLFormElement, Element>): void {
  if (target.matches("input, select, textarea, button")) void loadPartRules();
}

/**
 * One part as a form: checked with its own schema on Continue and from then on live, saved while typing,
 * faults of the server beside their fields. The children are its fields (see part-fields).
 */
export function PartForm({
  submit,
  children,
  ...props
}: PartFormProps & { submit: (typed: Typed) => Promise<Submitted>; children: ReactNode }) {
  const { part, kind, values, faults, fields, texts, before, known = nothingKnown, post } = props;
  const formId = `part-${part}`;
  const router = useRouter();
  const words = useIssueText();
  const [typed] = useState(() => typedBefore(formId));
  const [defaultValues] = useState(() => withTyped(values, typed));
  const [postedErrors] = useState(() => errorTree(faults));
  const [missing, setMissing] = useState(props.missing ?? []);
  const [attempt, setAttempt] = useState(faults.length + missing.length > 0 ? 1 : 0);
  const [failure, setFailure] = useState<string>();
  const [isPending, startTransition] = useTransition();

  const resolver = useMemo((): Resolver => {
    return async (given, context, options) => {
      const rules = await loadPartRules();
      // Without the rules nothing is wrong here: the form goes to the server, which has them too.
      return rules ? rules.resolverFor(part, kind)(given, context, options) : { values: given, errors: {} };
    };
  }, [part, kind]);
  const form = useForm({ resolver, defaultValues, errors: postedErrors, shouldFocusError: false });
  const isTyped = Object.keys(typed).length > 0;
  const autosave = useAutosave(part, form, {
    isUnsaved: isTyped,
    draftsAt: props.draftsAt ?? paths.drafts,
    opened: values,
  });
  const warnings = useWarnings(part, form, { atFirst: props.warnings, known });
  useEffect(() => {
    if (isTyped) void loadPartRules();
  }, [isTyped]);

  const showFaults = (found: FieldIssue[]) => {
    for (const fault of found) form.setError(fault.path, { type: "server", message: messageOfIssue(fault) });
  };

  const send = () =>
    startTransition(async () => {
      await autosave.settle();
      const result = await submit({ values: form.getValues(), base: autosave.base() }).catch(async (error: unknown) => {
        // The portal was replaced by a new version while this page was open: the new page has what was typed.
        if (unstable_isUnrecognizedActionError(error) && (await autosave.keepAll())) return loadAnew();
        return null;
      });
      const href = result?.ok && result.data && "href" in result.data ? result.data.href : null;
      if (href) router.push(href);
      else autosave.resume();
      setMissing(result?.ok && result.data && "missing" in result.data ? result.data.missing : []);
      if (result && !result.ok) showFaults(result.issues ?? []);
      setAttempt((count) => count + 1);
      setFailure(
        result === null ? texts.offline : result.ok || result.issues?.length ? undefined : words.error(result.error),
      );
    });
  const onSubmit = form.handleSubmit(send, () => {
    setFailure(undefined);
    setMissing([]);
    setAttempt((count) => count + 1);
  });

  const issues = attempt === 0 ? [] : flatErrors(form.formState.errors);
  const summary = issues.map(({ path, message }) => ({ path, text: `${labelOf(path, props)}${words.error(message)}` }));
  const context = useMemo(
    () => ({ part, fields, texts, values, before, known, warnings }),
    [part, fields, texts, values, before, known, warnings],
  );
  return (
    <FormProvider {...form}>
      <Part value={context}>
        <form
          id={formId}
          noValidate
          action={formAction(post)}
          onFocus={beginToFillIn}
          onSubmit={(event) => void onSubmit(event)}
          className="space-y-6"
        >
          <ErrorSummary
            title={texts.summaryTitle}
            attempt={attempt}
            issues={[...(failure ? [{ path: "", text: failure }] : []), ...summary, ...missing]}
          />
          <Elsewhere paths={autosave.elsewhere} {...props} />
          {children}
          <FormActions note={<SavedNote state={autosave.state} texts={texts} />}>
            <Button type="submit" pending={isPending} pendingText={texts.sending}>
              {texts.submit}
            </Button>
          </FormActions>
        </form>
      </Part>
    </FormProvider>
  );
}
