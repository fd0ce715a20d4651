"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { PageBody } from "@/components/ui/page-body";
import { PageTitle } from "@/components/ui/page-title";
import { paths } from "@/lib/paths";
import failure from "@/messages/failure.json";

export type FailureProps = { error: Error & { digest?: string }; reset: () => void };

/** The language of the page that broke; on a page without one the browser's. */
export function failureLocale(): "id" | "en" {
  if (typeof document === "undefined") return "id";
  const language = document.documentElement.lang || navigator.language;
  return language.startsWith("en") ? "en" : "id";
}

/** What a person sees when a page breaks: words, the code that staff find in the log, and two ways on. */
export function Failure({ error, reset }: FailureProps) {
  const text = failure[failureLocale()];
  // The portal was replaced by a new version while the page was open: the new page is one load away.
  const isOutdated: boolean = unstable_isUnrecognizedActionError(error);
  useEffect(() => {
    if (isOutdated) window.location.reload();
  }, [isOutdated]);
  if (isOutdated) return null;
  return (
    <PageBody width="form">
      <div className="mb-6">
        <PageTitle title={text.title} lead={text.lead} />
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button onClick={reset}>{text.tryAgain}</Button>
        {/* A whole page load: what broke may live in the router's memory. */}
        <a href={paths.home} className="inline-flex min-h-11 items-center font-semibold">
          {text.home}
        </a>
      </div>
      {/* The header's link to the help leads here, where no page could bring its own. */}
      <div id="help" tabIndex={-1} className="mt-6 text-sm text-soft">
        {error.digest ? <p>{text.reference.replace("{code}", error.digest)}</p> : null}
      </div>
    </PageBody>
  );
}
