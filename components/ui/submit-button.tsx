"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button";

/** The submit button of a form with a server action: says `pendingText` while the action runs. */
export function SubmitButton({ pending = false, ...rest }: Omit<ButtonProps, "type">) {
  const status = useFormStatus();
  return <Button {...rest} type="submit" pending={pending || status.pending} />;
}
