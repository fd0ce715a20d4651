"use client";

import { useEffect } from "react";
import type { ActionResult } from "@/lib/domain/results";

/** Notes that the reader has seen these comments that name it. What is marked as new stays so until the next look. */
export function SawMentions({
  commentIds,
  saw,
}: {
  commentIds: string[];
  saw: (input: { commentIds: string[] }) => Promise<ActionResult<unknown>>;
}) {
  const ids = commentIds.join();
  useEffect(() => {
    // Left unseen when it fails: the next look tries again.
    saw({ commentIds: ids.split(",") }).catch(() => undefined);
  }, [ids, saw]);
  return null;
}
