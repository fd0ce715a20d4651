import type { ComponentProps, ReactNode } from "react";
import { classes } from "../ui/classes";
import { Field, type FieldTexts } from "./field";

/** The look of everything one types into. 16 px text, or iPhones zoom in. */
export const controlLook =
  "w-full rounded-control border border-edge bg-card px-3.5 text-base text-ink placeholder:text-soft focus-visible:outline-offset-0 disabled:bg-hover disabled:text-soft [&[readonly]]:bg-hover aria-invalid:border-2 aria-invalid:border-bad";

export type InputWidth = "full" | "lg" | "md" | "sm";

/** Wide enough for the answer, so that the width itself is a hint. */
const widths: Record<InputWidth, string> = {
  full: "",
  lg: "sm:max-w-96",
  md: "max-w-64",
  sm: "max-w-32",
};

export type TextInputProps = Omit<ComponentProps<"input">, "width" | "prefix"> & {
  width?: InputWidth | undefined;
  /** Stands before the answer inside the frame, such as +62. */
  prefix?: ReactNode;
};

/** A bare line of text. Most pages want `TextField`. */
export function TextInput({ width = "full", prefix, className, type = "text", ...rest }: TextInputProps) {
  const input = (
    <input
      {...rest}
      type={type}
      className={classes(controlLook, "h-12", prefix ? "rounded-l-none" : widths[width], className)}
    />
  );
  if (!prefix) return input;
  return (
    <div className={classes("flex", widths[width])}>
      <span
        aria-hidden="true"
        className="flex items-center rounded-l-control border border-r-0 border-edge bg-hover px-3 text-soft"
      >
        {prefix}
      </span>
      {input}
    </div>
  );
}

/** Label, texts and a line of text. Spread react-hook-form's `register(name)` onto it, or give it a `name`. */
export function TextField({
  label,
  hint,
  error,
  warning,
  optionalText,
  note,
  before,
  name,
  ...input
}: FieldTexts & TextInputProps & { name: string }) {
  return (
    <Field {...{ name, label, hint, error, warning, optionalText, note, before }}>
      {(control) => <TextInput {...input} {...control} />}
    </Field>
  );
}
