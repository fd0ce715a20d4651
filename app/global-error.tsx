"use client";

import "./globals.css";
import { Failure, type FailureProps, failureLocale } from "./failure";

/** Replaces the whole document when the root layout itself broke. */
export default function GlobalError(props: FailureProps) {
  return (
    <html lang={failureLocale()}>
      <body>
        <Failure {...props} />
      </body>
    </html>
  );
}
