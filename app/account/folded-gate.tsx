import type { DeedAction } from "@/components/desk/deed-form";
import { Disclosure } from "@/components/ui/disclosure";
import { ConfirmGate, type Gate } from "./gate";

/** The same, folded away: for a page that most come to only to read. */
export function FoldedGate({
  gate,
  title,
  why,
  ask,
  give,
}: {
  gate: Gate;
  title: string;
  why: Parameters<typeof ConfirmGate>[0]["why"];
  ask: DeedAction;
  give: DeedAction;
}) {
  const form = <ConfirmGate gate={gate} why={why} ask={ask} give={give} />;
  if (gate.until) return form;
  return (
    <Disclosure title={title} isOpen={gate.isAsked}>
      {form}
    </Disclosure>
  );
}
