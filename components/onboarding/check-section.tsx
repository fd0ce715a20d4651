import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { type Description, DescriptionList } from "@/components/ui/description-list";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { Link } from "../ui/link";

export type CheckRow = {
  id: string;
  label: string;
  value: ReactNode;
  /** What looks wrong but may be right. */
  warnings: string[];
  /** Where it is changed; the way back leads here again. */
  href: string;
};
export type CheckTexts = { change: string; changeWhat: (what: string) => string };

function Warning({ children }: { children: string }) {
  return (
    <span className="mt-1 flex gap-2 text-[0.9375rem] text-wait">
      <TriangleAlert aria-hidden="true" size={18} className="mt-0.5 shrink-0" />
      {children}
    </span>
  );
}

/** One part of the answers, each row with its own Change link. */
export function CheckSection({
  id,
  title,
  groups,
  texts,
}: {
  id: string;
  title: string;
  groups: readonly { id: string; title: string | null; rows: readonly CheckRow[] }[];
  texts: CheckTexts;
}) {
  const itemOf = ({ id, label, value, warnings, href }: CheckRow): Description => ({
    id,
    term: label,
    value: (
      <>
        {value}
        {warnings.map((warning) => (
          <Warning key={warning}>{warning}</Warning>
        ))}
      </>
    ),
    action: (
      <Link href={href} className="-my-2.5 inline-flex min-h-11 items-center">
        <span aria-hidden="true">{texts.change}</span>
        <VisuallyHidden>{texts.changeWhat(label)}</VisuallyHidden>
      </Link>
    ),
  });
  return (
    <section aria-labelledby={`check-${id}`}>
      <h2 id={`check-${id}`} className="mb-2.5 text-lg font-bold">
        {title}
      </h2>
      <div className="space-y-4">
        {groups.map((group) => (
          <Card key={group.id} className="py-4 sm:py-4">
            {group.title ? <h3 className="mb-3 font-semibold">{group.title}</h3> : null}
            <DescriptionList items={group.rows.map(itemOf)} />
          </Card>
        ))}
      </div>
    </section>
  );
}
