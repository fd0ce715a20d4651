"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";

/** The address for what the form holds, without what is empty. */
function hrefOf(form: HTMLFormElement): string {
  const { pathname } = new URL(form.action);
  const fields = [...new FormData(form)].flatMap(([name, value]) => (value ? [[name, String(value)]] : []));
  const query = new URLSearchParams(fields);
  return query.size > 0 ? `${pathname}?${query}` : pathname;
}

/** A form whose answer is an address. A choice from a list takes effect at once; without JavaScript its button does it. */
export function FilterForm({ action, label, children }: { action: string; label: string; children: ReactNode }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const go = (form: HTMLFormElement) => startTransition(() => router.push(hrefOf(form), { scroll: false }));
  return (
    <form
      action={action}
      method="get"
      aria-label={label}
      aria-busy={isPending}
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) go(event.currentTarget);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        go(event.currentTarget);
      }}
    >
      {children}
    </form>
  );
}
