"use client";

import { useActionState } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import { renew } from "../actions";

/** One button that sends a new link to the address that was invited, without showing it. It always ends on one page. */
export function RenewForm({ token, label, pendingText }: { token: string; label: string; pendingText: string }) {
  const [, action] = useActionState(renew, { typed: {}, failure: null, sent: 0 });
  return (
    <form action={action}>
      <input type="hidden" name="token" value={token} />
      <SubmitButton wide pendingText={pendingText}>
        {label}
      </SubmitButton>
    </form>
  );
}
