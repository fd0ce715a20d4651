"use client";

import "./globals.css";
import { Failure, type FailureProps, failureLocale } from "./failure";

/**
 * Replaces the whole document when a frame itself broke, or a page without one. What breaks inside a frame is told in its
 * place by the `error.tsx` beside that frame; one for all would be loaded a second time by every page.
 */
export default function GlobalError(props: FailureProps) {
  return (
    <html lang={failureLocale()}>
      <body className="flex min-h-dvh flex-col">
        <Failure {...props} />
      </body>
    </html>
  );
}
