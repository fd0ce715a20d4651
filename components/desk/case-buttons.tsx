"use client";

import type { ReactNode } from "react";
import type { CallbackType } from "@/lib/domain/sections";
import { Button, type ButtonVariant } from "../ui/button";
import { type CaseDialog, useCase } from "./case-context";

/** A key beside its deed; told to those who can see it, and in the help. */
export function KeyHint({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden="true" className="hidden opacity-70 [@media(hover:hover)_and_(min-width:1024px)]:inline">
      <kbd className="block rounded border border-current px-1.5 font-sans text-[0.6875rem]/4">{children}</kbd>
    </span>
  );
}

/** Opens one of the page's dialogs. */
export function CaseButton({
  dialog,
  keyHint,
  variant = "secondary",
  children,
}: {
  dialog: CaseDialog;
  keyHint?: string | undefined;
  variant?: ButtonVariant | undefined;
  children: ReactNode;
}) {
  const { open } = useCase();
  return (
    <Button variant={variant} size="sm" aria-haspopup="dialog" onClick={() => open(dialog)}>
      {children}
      {keyHint ? <KeyHint>{keyHint}</KeyHint> : null}
    </Button>
  );
}

/** "Return to merchant" for one section. */
export function ReturnButton({ type, name, isFirst }: { type: CallbackType; name: string; isFirst: boolean }) {
  const { texts } = useCase();
  return (
    <CaseButton dialog={{ kind: "return", type }} keyHint={isFirst ? "r" : undefined} variant="primary">
      {texts.returnSubmit}
      <span className="sr-only">: {name}</span>
    </CaseButton>
  );
}
