import type { ComponentProps, ReactNode } from "react";
import { classes } from "../ui/classes";
import { controlProps, FieldBefore, FieldFaults, FieldHint, type FieldTexts } from "./field";

export type RadioOption = { value: string; label: ReactNode; hint?: ReactNode };

export type RadioGroupProps = Omit<FieldTexts, "label"> &
  Omit<ComponentProps<"input">, "type" | "value" | "id" | "defaultValue" | "defaultChecked" | "checked"> & {
    name: string;
    legend: ReactNode;
    options: readonly RadioOption[];
    /** For a form without react-hook-form. */
    defaultValue?: string | undefined;
    /** Side by side on wide screens; on phones always under each other. */
    columns?: 1 | 2 | undefined;
  };

/** One question with a few answers, each a target for a thumb. Spread `register(name)` onto it, or give it a `name`. */
export function RadioGroup({
  name,
  legend,
  hint,
  error,
  warning,
  optionalText,
  before,
  options,
  defaultValue,
  columns = 1,
  className,
  ...input
}: RadioGroupProps) {
  const control = controlProps(name, { hint, error, warning, before });
  return (
    <fieldset aria-describedby={control["aria-describedby"]} className={classes("min-w-0 space-y-1.5", className)}>
      <legend className="mb-1.5 font-semibold wrap-anywhere">
        {legend}
        {optionalText ? <span className="font-normal text-soft"> {optionalText}</span> : null}
      </legend>
      <FieldHint id={control.id}>{hint}</FieldHint>
      <FieldFaults id={control.id} error={error} warning={warning} />
      <div className={classes("grid gap-2.5 pt-1", columns === 2 && "sm:grid-cols-2")}>
        {options.map((option, index) => (
          <RadioCard
            key={option.value}
            {...input}
            name={name}
            id={index === 0 ? control.id : `${control.id}-${index}`}
            aria-invalid={control["aria-invalid"]}
            option={option}
            {...(defaultValue === undefined ? {} : { defaultChecked: option.value === defaultValue })}
          />
        ))}
      </div>
      <FieldBefore id={control.id}>{before}</FieldBefore>
    </fieldset>
  );
}

function RadioCard({
  option,
  id,
  ...input
}: Omit<ComponentProps<"input">, "id"> & { option: RadioOption; id: string }) {
  return (
    <label
      htmlFor={id}
      className="flex min-h-13 min-w-0 items-center gap-3 rounded-control border border-edge bg-card px-4 py-3 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent has-[[aria-invalid]:not(:checked)]:border-bad has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
    >
      <input
        {...input}
        type="radio"
        id={id}
        value={option.value}
        aria-describedby={option.hint ? `${id}-text` : undefined}
        className="size-5 shrink-0 accent-[var(--accent-fill)] outline-none"
      />
      <span className="min-w-0">
        <span className="block">{option.label}</span>
        {option.hint ? (
          <span id={`${id}-text`} className="block text-sm text-soft">
            {option.hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}
