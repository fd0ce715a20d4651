import type { ReactNode } from "react";

/** The end of a form: the one primary button first, others after it; full width on phones. */
export function FormActions({ note, children }: { note?: ReactNode; children: ReactNode }) {
  return (
    <div className="pt-2" data-print="hide">
      <div className="flex flex-col gap-3 *:w-full sm:flex-row sm:items-center sm:*:w-auto">{children}</div>
      {note ? <div className="mt-3 text-sm text-soft">{note}</div> : null}
    </div>
  );
}
