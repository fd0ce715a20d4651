"use client";

import type { ActionResult } from "@/lib/domain/results";
import { Button } from "../ui/button";
import { useCase } from "./case-context";

/** One's own "away": nothing is assigned by itself to a member who is away. */
export function AwayButton({
  isAway,
  mark,
}: {
  isAway: boolean;
  mark: (input: { away: boolean }) => Promise<ActionResult<unknown>>;
}) {
  const { texts, run, isWorking } = useCase();
  const press = () =>
    run(
      () => mark({ away: !isAway }),
      () => ({ text: (isAway ? texts.nowBack : texts.nowAway) ?? "" }),
    );
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line pt-3">
      <p className="text-sm text-soft">{isAway ? texts.youAreAway : texts.youAreHere}</p>
      <Button variant="quiet" size="sm" pending={isWorking} onClick={() => void press()}>
        {isAway ? texts.comeBack : texts.goAway}
      </Button>
    </div>
  );
}
