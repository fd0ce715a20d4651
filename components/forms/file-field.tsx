import type { ComponentProps } from "react";
import { classes } from "../ui/classes";
import { Field, type FieldTexts } from "./field";
import { controlLook } from "./text-input";

/** Label, texts and a choice of one file from the device. */
export function FileField({
  label,
  hint,
  error,
  name,
  className,
  ...input
}: Pick<FieldTexts, "label" | "hint" | "error"> & Omit<ComponentProps<"input">, "type"> & { name: string }) {
  return (
    <Field {...{ name, label, hint, error }}>
      {(control) => (
        <input
          {...input}
          {...control}
          type="file"
          className={classes(
            controlLook,
            "h-14 py-2 file:mr-3 file:min-h-9 file:rounded-control file:border-0 file:bg-hover file:px-4 file:font-semibold file:text-ink",
            className,
          )}
        />
      )}
    </Field>
  );
}
