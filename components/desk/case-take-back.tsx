"use client";

import { useState } from "react";
import type { ActionResult } from "@/lib/domain/results";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { useCase } from "./case-context";
import type { TakeBack } from "./case-return";

/** Takes a return back; it can be given anew. */
export function TakeBackButton({
  applicationId,
  returnIds,
  takeBack,
}: {
  applicationId: string;
  returnIds: string[];
  takeBack: TakeBack;
}) {
  const { texts, run, isWorking } = useCase();
  const press = () =>
    run(
      () => takeBack({ applicationId, returnIds }),
      () => ({ text: texts.tookBack ?? "" }),
    );
  return (
    <Button variant="quiet" size="sm" className="-ml-4" pending={isWorking} onClick={() => void press()}>
      {texts.takeBack}
    </Button>
  );
}

/** Takes one's own comment back, after a question: it cannot be undone. */
export function TakeBackComment({
  applicationId,
  commentId,
  drop,
}: {
  applicationId: string;
  commentId: string;
  drop: (input: { applicationId: string; commentId: string }) => Promise<ActionResult<unknown>>;
}) {
  const { texts, run, isWorking } = useCase();
  const [isAsked, setIsAsked] = useState(false);
  const press = () => {
    setIsAsked(false);
    void run(
      () => drop({ applicationId, commentId }),
      () => ({ text: texts.commentGone ?? "" }),
    );
  };
  return (
    <>
      <Button variant="quiet" size="sm" className="-ml-4" pending={isWorking} onClick={() => setIsAsked(true)}>
        {texts.takeBack}
      </Button>
      <Dialog
        open={isAsked}
        onClose={() => setIsAsked(false)}
        title={texts.commentGoTitle}
        actions={
          <>
            <Button variant="danger" size="sm" onClick={press}>
              {texts.takeBack}
            </Button>
            <Button variant="secondary" size="sm" onClick={() => setIsAsked(false)}>
              {texts.cancel}
            </Button>
          </>
        }
      >
        <p>{texts.commentGoWhat}</p>
      </Dialog>
    </>
  );
}
