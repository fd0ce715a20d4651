"use client";

import { Failure, type FailureProps } from "../failure";

/** Header and help stay. */
export default function ErrorPage(props: FailureProps) {
  return <Failure {...props} />;
}
