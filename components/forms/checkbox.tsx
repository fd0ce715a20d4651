import type { ComponentProps } from "react";
import { classes } from "../ui/classes";
import { controlProps, FieldFaults, FieldHint, type FieldTexts } from "./field";

/** One box to tick with its sentence. Spread `register(name)` onto it, or give it a `name`. */
export function Checkbox({
  name,
  label,
  hint,
  error,
  warning,
  optionalText,
  className,
  ...input
}: Omit<FieldTexts, "before"> & Omit<ComponentProps<"input">, "type" | "id"> & { name: string }) {
  const control = controlProps(name, { hint, error, warning });
  return (
    <div className={classes("space-y-1.5", className)}>
      <FieldFaults id={control.id} error={error} warning={warning} />
      <div className="flex gap-3">
        <input
          {...input}
          {...control}
          type="checkbox"
          className="mt-3 size-5.5 shrink-0 accent-[var(--accent-fill)] focus-visible:rounded-sm"
        />
        <label htmlFor={control.id} className="min-h-11 flex-1 py-2.5">
          {label}
          {optionalText ? <span className="text-soft"> {optionalText}</span> : null}
        </label>
      </div>
      <FieldHint id={control.id}>{hint}</FieldHint>
    </div>
  );
}
