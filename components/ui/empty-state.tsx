import type { ReactNode } from "react";

/** What a list says while it is empty: why, and what to do. */
export function EmptyState({
  title,
  icon,
  actions,
  children,
}: {
  title: ReactNode;
  icon?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-card border border-dashed border-line px-6 py-12 text-center">
      {icon ? (
        <span aria-hidden="true" className="mb-1 text-soft">
          {icon}
        </span>
      ) : null}
      <p className="text-lg font-semibold">{title}</p>
      {children ? <div className="max-w-[48ch] text-soft">{children}</div> : null}
      {actions ? <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
