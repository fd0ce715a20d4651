"use client";

import { useEffect } from "react";
import type { ActionResult } from "@/lib/domain/results";

/** Notes that the reader has opened the page on which it is mentioned. What is marked as new stays so until the next look. */
export function SawMentions({
  applicationId,
  saw,
}: {
  applicationId: string;
  saw: (input: { applicationId: string }) => Promise<ActionResult<unknown>>;
}) {
  useEffect(() => {
    // Left unseen when it fails: the next look tries again.
    saw({ applicationId }).catch(() => undefined);
  }, [applicationId, saw]);
  return null;
}
