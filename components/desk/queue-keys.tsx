"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { ActionResult } from "@/lib/domain/results";
import { paths } from "@/lib/paths";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { isTyping, watchChord } from "./desk-keys";

export type QueueKeyTexts = Record<"open" | "title" | "close" | "assigned" | "failed", string> & {
  keys: readonly { key: string; what: string }[];
};

const rows = () => [...document.querySelectorAll<HTMLAnchorElement>("a[data-queue-row]")];

/** The row that has the focus, in it or in its box. */
const currentRow = () =>
  document.activeElement?.closest("tr")?.querySelector<HTMLAnchorElement>("a[data-queue-row]") ?? null;

function moveBy(step: 1 | -1): void {
  const all = rows();
  const current = currentRow();
  const at = current ? all.indexOf(current) + step : step === 1 ? 0 : all.length - 1;
  all[Math.max(0, Math.min(all.length - 1, at))]?.focus();
}

/** The keys of the queue, and the button that tells them. Enter opens by itself: what has the focus is a link. */
export function QueueKeys({
  assignToMe,
  texts,
}: {
  /** Null for those who may not. */
  assignToMe: ((input: { applicationId: string }) => Promise<ActionResult<unknown>>) | null;
  texts: QueueKeyTexts;
}) {
  const router = useRouter();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [said, setSaid] = useState("");
  const [endsChord] = useState(watchChord);
  useEffect(() => {
    const assign = async () => {
      const row = currentRow();
      if (!row || !assignToMe) return;
      const result = await assignToMe({ applicationId: row.dataset.queueRow ?? "" });
      setSaid(result.ok ? texts.assigned.replace("{name}", row.textContent ?? "") : texts.failed);
      router.refresh();
    };
    const deeds: Record<string, () => void> = {
      j: () => moveBy(1),
      k: () => moveBy(-1),
      a: () => void assign(),
      "/": () => document.querySelector<HTMLInputElement>("[data-key=search]")?.focus(),
      "?": () => setHelpOpen(true),
    };
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      const deed = endsChord(event.key, Date.now()) ? () => router.push(paths.desk) : deeds[event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [assignToMe, texts, router, endsChord]);
  return (
    <>
      {/* Where one types with the thumbs there are no keys to tell of. */}
      <span className="hidden sm:block">
        <Button variant="quiet" size="sm" onClick={() => setHelpOpen(true)}>
          {texts.open}
          <kbd className="rounded-sm border border-edge px-1.5 font-sans text-xs">{"?"}</kbd>
        </Button>
      </span>
      <p role="status" className="sr-only">
        {said}
      </p>
      <Dialog
        open={isHelpOpen}
        onClose={() => setHelpOpen(false)}
        title={texts.title}
        actions={
          <Button size="sm" variant="secondary" onClick={() => setHelpOpen(false)}>
            {texts.close}
          </Button>
        }
      >
        <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
          {texts.keys.map(({ key, what }) => (
            <div key={key} className="col-span-2 grid grid-cols-subgrid">
              <dt>
                <kbd className="inline-block min-w-8 rounded-sm border border-edge px-2 py-0.5 text-center font-sans text-sm">
                  {key}
                </kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
