import type { ComponentProps } from "react";
import { classes } from "../ui/classes";
import { Field, type FieldTexts } from "./field";
import { controlLook } from "./text-input";

/** Several lines of text; grows with them where the browser can. Most pages want `TextAreaField`. */
export function TextArea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={classes(controlLook, "field-sizing-content min-h-28 resize-y py-3", className)}
    />
  );
}

/** Label, texts and several lines of text. */
export function TextAreaField({
  label,
  hint,
  error,
  warning,
  optionalText,
  note,
  before,
  name,
  ...area
}: FieldTexts & ComponentProps<"textarea"> & { name: string }) {
  return (
    <Field {...{ name, label, hint, error, warning, optionalText, note, before }}>
      {(control) => <TextArea {...area} {...control} />}
    </Field>
  );
}
