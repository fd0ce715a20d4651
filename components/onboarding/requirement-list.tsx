import { FileText, Image, type LucideIcon, PenLine } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import { WhereToGet } from "./where-to-get";

export type RequirementRow = {
  id: string;
  name: string;
  about: string;
  /** What it is and who issues it; empty for what our catalogue does not know. */
  where: string;
  /** Formats and the largest size, in words. */
  formats: string;
  /** What is typed beside it; empty for nothing. */
  typed: string;
  isPhoto: boolean;
  marks: { text: string; tone: Tone }[];
};
export type RequirementGroup = { id: string; title: string; rows: RequirementRow[] };

function Fact({ Icon, children }: { Icon: LucideIcon; children: string }) {
  return (
    <p className="flex gap-2 text-sm text-soft">
      <Icon aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
      {children}
    </p>
  );
}

/** Everything that DOKU asks for, by where it belongs. */
export function RequirementList({
  groups,
  whereQuestion,
}: {
  groups: readonly RequirementGroup[];
  whereQuestion: string;
}) {
  return (
    <div className="space-y-6">
      {groups.map((group) => (
        <section key={group.id} aria-labelledby={`place-${group.id}`}>
          <h3 id={`place-${group.id}`} className="mb-2 font-semibold">
            {group.title}
          </h3>
          <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-card break-inside-avoid">
            {group.rows.map((row) => (
              <li key={row.id} className="space-y-1 px-5 pt-4 pb-2">
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="font-semibold">{row.name}</span>
                  {row.marks.map((mark) => (
                    <Badge key={mark.text} tone={mark.tone}>
                      {mark.text}
                    </Badge>
                  ))}
                </div>
                {row.about ? <p className="text-[0.9375rem]">{row.about}</p> : null}
                <Fact Icon={row.isPhoto ? Image : FileText}>{row.formats}</Fact>
                {row.typed ? <Fact Icon={PenLine}>{row.typed}</Fact> : null}
                {row.where ? <WhereToGet question={whereQuestion} name={row.name} answer={row.where} /> : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
