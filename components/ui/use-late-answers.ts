"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

type Late = { name: string; value: string; checked: boolean | undefined };

const isTick = (control: Element): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");

function read(target: EventTarget | null): Late | null {
  if (target instanceof HTMLInputElement && (target.type === "file" || target.type === "hidden")) return null;
  if (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  ) {
    const { name, value } = target;
    return name ? { name, value, checked: isTick(target) ? target.checked : undefined } : null;
  }
  return null;
}

function putBack(form: HTMLFormElement, { name, value, checked }: Late): HTMLElement | undefined {
  for (const control of form.elements) {
    if (control.getAttribute("name") !== name) continue;
    if (isTick(control)) {
      if (control.value !== value || checked === undefined) continue;
      control.checked = checked;
      return control;
    }
    if ("value" in control) control.value = value;
    return control as HTMLElement;
  }
  return undefined;
}

/**
 * Keeps what is typed, chosen or ticked in the button's form while the answer of its action is on its way. Nobody has read
 * it yet, and React empties a form when the answer is here, or the form makes its fields anew from it.
 */
export function useLateAnswers(button: RefObject<HTMLButtonElement | null>, pending: boolean): void {
  const late = useRef<Late[]>([]);
  useLayoutEffect(() => {
    const form = button.current?.form;
    if (!form) return;
    if (!pending) {
      // After the commit that empties the form: an effect's clean-up would be before it.
      const typedIn = late.current.map((one) => putBack(form, one)).at(-1);
      if (late.current.length > 0 && document.activeElement === document.body) typedIn?.focus();
      late.current = [];
      return;
    }
    const note = ({ target }: Event) => {
      const one = read(target);
      if (one) late.current = [...late.current.filter(({ name }) => name !== one.name), one];
    };
    form.addEventListener("input", note);
    return () => form.removeEventListener("input", note);
  }, [button, pending]);
}
