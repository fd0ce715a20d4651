"use client";

import { useRef } from "react";
import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button";
import { useLateAnswers } from "./use-late-answers";

/**
 * The submit button of a form with a server action: says `pendingText` while the action runs, and keeps what is typed
 * meanwhile.
 */
export function SubmitButton({ pending = false, ...rest }: Omit<ButtonProps, "type" | "ref">) {
  const status = useFormStatus();
  const button = useRef<HTMLButtonElement>(null);
  useLateAnswers(button, status.pending);
  return <Button {...rest} ref={button} type="submit" pending={pending || status.pending} />;
}
