"use client";

import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

export type KeyWords = { key: string; what: string };

/** The keys of a page, and what each does. */
export function KeyHelp({
  open,
  onClose,
  keys,
  texts,
}: {
  open: boolean;
  onClose: () => void;
  keys: readonly KeyWords[];
  texts: { title: string; close: string };
}) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={texts.title}
      actions={
        <Button size="sm" variant="secondary" onClick={onClose}>
          {texts.close}
        </Button>
      }
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
        {keys.map(({ key, what }) => (
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
  );
}
