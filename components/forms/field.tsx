import { CircleAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "../ui/classes";

/** The id of a field's control, from its name in the form: the error summary links to it. */
export function fieldId(name: string): string {
  return `field-${name.replace(/[^A-Za-z0-9_-]/g, "-")}`;
}

export type FieldTexts = {
  label: ReactNode;
  hint?: ReactNode;
  /** Already in the reader's language; the same words stand in the error summary. */
  error?: string | undefined;
  /** Said beside the field without stopping anybody. */
  warning?: string | undefined;
  /** Shown behind the label of a field that may stay empty. */
  optionalText?: string | undefined;
  /**
   * Said quietly under the control: what the answer says itself, or where it is from. A line that is empty for now keeps its
   * place, and what comes into it is spoken without taking the focus.
   */
  note?: string | undefined;
  /** What was sent before, under the control: said while it differs from what is typed. */
  before?: string | undefined;
};

export type ControlProps = {
  id: string;
  name: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/** What ties a control to its texts: one list of ids, in reading order. */
export function controlProps(
  name: string,
  texts: Pick<FieldTexts, "hint" | "error" | "warning" | "note" | "before">,
): ControlProps {
  const id = fieldId(name);
  const described = [
    texts.hint && `${id}-hint`,
    texts.error && `${id}-error`,
    texts.warning && `${id}-warning`,
    texts.note && `${id}-note`,
    texts.before && `${id}-before`,
  ];
  return {
    id,
    name,
    "aria-describedby": described.filter(Boolean).join(" ") || undefined,
    "aria-invalid": texts.error ? true : undefined,
  };
}

export function FieldHint({ id, children }: { id: string; children: ReactNode }) {
  return children ? (
    <p id={`${id}-hint`} className="text-[0.9375rem] text-soft">
      {children}
    </p>
  ) : null;
}

export function FieldNote({ id, children }: { id: string; children: string | undefined }) {
  return children === undefined ? null : (
    <p id={`${id}-note`} role="status" className="min-h-6 text-[0.9375rem] text-soft">
      {children}
    </p>
  );
}

/** What the field held when it was sent; line breaks are kept. */
export function FieldBefore({ id, children }: { id: string; children: string | undefined }) {
  return children ? (
    <p id={`${id}-before`} className="mt-2 border-l-3 border-line pl-3 text-[0.9375rem] whitespace-pre-line text-soft">
      {children}
    </p>
  ) : null;
}

/** Error and warning of a field; they stand before the control, where a phone's keyboard does not hide them. */
export function FieldFaults({ id, error, warning }: { id: string } & Pick<FieldTexts, "error" | "warning">) {
  return (
    <>
      {error ? (
        <p id={`${id}-error`} className="flex gap-2 text-[0.9375rem] font-semibold text-bad">
          <CircleAlert aria-hidden="true" size={18} className="mt-0.5 shrink-0" />
          {error}
        </p>
      ) : null}
      {warning ? (
        <p id={`${id}-warning`} role="status" className="flex gap-2 text-[0.9375rem] text-wait">
          <TriangleAlert aria-hidden="true" size={18} className="mt-0.5 shrink-0" />
          {warning}
        </p>
      ) : null}
    </>
  );
}

/** A label, its texts and one control, wired together. For a group of radios or boxes use `RadioGroup`. */
export function Field({
  name,
  label,
  hint,
  error,
  warning,
  optionalText,
  note,
  before,
  className,
  children,
}: FieldTexts & {
  name: string;
  className?: string | undefined;
  /** Renders the control with the props it is given. */
  children: (control: ControlProps) => ReactNode;
}) {
  const control = controlProps(name, { hint, error, warning, note, before });
  return (
    <div className={classes("space-y-1.5", className)}>
      <label htmlFor={control.id} className="block font-semibold">
        {label}
        {optionalText ? <span className="font-normal text-soft"> {optionalText}</span> : null}
      </label>
      <FieldHint id={control.id}>{hint}</FieldHint>
      <FieldFaults id={control.id} error={error} warning={warning} />
      {children(control)}
      <FieldNote id={control.id}>{note}</FieldNote>
      <FieldBefore id={control.id}>{before}</FieldBefore>
    </div>
  );
}
