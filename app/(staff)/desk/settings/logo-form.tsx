"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Field } from "@/components/forms/field";
import { issueText } from "@/components/forms/issue-text";
import { Button } from "@/components/ui/button";
import { paths } from "@/lib/paths";

type Texts = Record<"logo" | "logoHint" | "put" | "putting" | "remove" | "saved" | "removed" | "now", string>;

/** What the route says of a refusal: a message key. */
async function faultOf(response: Response): Promise<string> {
  const answer: unknown = await response.json().catch(() => null);
  const key = typeof answer === "object" && answer !== null && "error" in answer ? answer.error : null;
  return typeof key === "string" ? key : "unexpected";
}

/** The partner's logo: put in place at once when it is chosen and sent. */
export function LogoForm({
  logoUrl,
  texts,
  errors,
}: {
  logoUrl: string | null;
  texts: Texts;
  errors: Record<string, string>;
}) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<{ busy: boolean; fault?: string; done?: string }>({ busy: false });

  async function send(init: RequestInit, done: string) {
    setState({ busy: true });
    try {
      const response = await fetch(paths.deskLogo, init);
      if (!response.ok) return setState({ busy: false, fault: await faultOf(response) });
      if (input.current) input.current.value = "";
      setState({ busy: false, done });
      router.refresh();
    } catch {
      setState({ busy: false, fault: "file.failed" });
    }
  }
  function put() {
    const file = input.current?.files?.[0];
    if (!file) return setState({ busy: false, fault: "file.none" });
    const headers = { "Content-Type": "application/octet-stream" };
    void send({ method: "PUT", headers, body: file }, texts.saved);
  }
  const error = state.fault && issueText(errors, state.fault);
  return (
    <div className="space-y-4">
      {logoUrl ? (
        // biome-ignore lint/performance/noImgElement: the partner's own logo, small already and of any shape
        <img src={logoUrl} alt={texts.now} className="h-12 w-auto max-w-60 rounded-[6px] object-contain" />
      ) : null}
      <Field name="logo" label={texts.logo} hint={texts.logoHint} error={error}>
        {(control) => (
          <input
            {...control}
            ref={input}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            className="block min-h-11 w-full max-w-96 text-[0.9375rem] file:mr-3 file:min-h-11 file:rounded-control file:border file:border-solid file:border-edge file:bg-card file:px-4 file:text-ink"
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" variant="secondary" pending={state.busy} pendingText={texts.putting} onClick={put}>
          {texts.put}
        </Button>
        {logoUrl ? (
          <Button
            size="sm"
            variant="quiet"
            pending={state.busy}
            onClick={() => void send({ method: "DELETE" }, texts.removed)}
          >
            {texts.remove}
          </Button>
        ) : null}
        <p role="status" className="text-sm text-soft">
          {state.done}
        </p>
      </div>
    </div>
  );
}
