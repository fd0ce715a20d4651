"use client";

import { type ReactNode, useEffect, useState } from "react";

/** Time to finish a field and to sign in again without haste (WCAG 2.2.1). */
const warnMs = 15 * 60_000;

/**
 * Shows its children shortly before the session ends, and says them to screen readers.
 * @param leftMs until the end, when the server made the page
 */
export function SessionEnd({ leftMs, children }: { leftMs: number; children: ReactNode }) {
  const [isNear, setIsNear] = useState(leftMs <= warnMs);
  useEffect(() => {
    if (isNear) return;
    const start = Date.now();
    const look = () => setIsNear(Date.now() - start >= leftMs - warnMs);
    const timer = setTimeout(look, leftMs - warnMs);
    // A phone in a pocket stops its timers.
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [leftMs, isNear]);
  return (
    <div role="status" className="empty:hidden">
      {isNear ? children : null}
    </div>
  );
}
