"use client";

import { Failure, type FailureProps } from "../failure";

/** The header stays. */
export default function ErrorPage(props: FailureProps) {
  return <Failure {...props} />;
}
