"use client";

import { Failure, type FailureProps } from "./failure";

export default function ErrorPage(props: FailureProps) {
  return <Failure {...props} />;
}
