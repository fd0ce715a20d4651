import { SectionIcon, type SectionIconName } from "@/components/kyb/section-icon";
import { Row, RowList } from "@/components/ui/row-list";
import type { Tone } from "@/components/ui/tone";

export type TaskRow = {
  id: string;
  icon: SectionIconName;
  title: string;
  /** None where nothing is left to say. */
  note?: string | undefined;
  state: string;
  tone: Tone;
  /** None while another task comes first. */
  href?: string | undefined;
};

/** What is to be done, in the order in which it is offered; what is left stands out, what is done is quiet. */
export function TaskList({ rows }: { rows: readonly TaskRow[] }) {
  return (
    <RowList>
      {rows.map((row) => (
        <Row
          key={row.id}
          id={`task-${row.id}`}
          picture={<SectionIcon name={row.icon} />}
          tone={row.tone}
          title={row.title}
          state={row.state}
          href={row.href}
          note={row.note}
        />
      ))}
    </RowList>
  );
}
