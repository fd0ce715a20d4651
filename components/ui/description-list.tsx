import type { ReactNode } from "react";

export type Description = {
  id: string;
  term: ReactNode;
  value: ReactNode;
  /** Such as a link to change it. */
  action?: ReactNode;
};

/** Names and values under each other on phones, beside each other on wider screens. */
export function DescriptionList({ items }: { items: readonly Description[] }) {
  return (
    <dl className="divide-y divide-line">
      {items.map(({ id, term, value, action }) => (
        <div
          key={id}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 py-3 first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,13rem)_minmax(0,1fr)_auto]"
        >
          <dt className="col-start-1 text-[0.9375rem] text-soft">{term}</dt>
          <dd className="col-start-1 whitespace-pre-line sm:col-start-2">{value}</dd>
          {action ? (
            <dd data-print="hide" className="col-start-2 row-start-1 row-end-3 sm:col-start-3 sm:row-end-2">
              {action}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
