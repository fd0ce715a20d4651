import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** What is needed now and then, folded away; opens without a script. */
export function Disclosure({
  title,
  isOpen = false,
  children,
}: {
  title: ReactNode;
  isOpen?: boolean;
  children: ReactNode;
}) {
  return (
    <details className="group/more" open={isOpen}>
      <summary className="inline-flex min-h-11 list-none items-center gap-1.5 rounded-control py-2 pr-3 font-semibold text-accent [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" size={18} className="shrink-0 group-open/more:rotate-90" />
        {title}
      </summary>
      <div className="mt-3 space-y-6 border-l-3 border-line pl-4 sm:pl-5">{children}</div>
    </details>
  );
}
