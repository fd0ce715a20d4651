"use client";

import { useState } from "react";
import { Card } from "@/components/ui/card";
import type { SentFile } from "./send-file";
import { removedIds } from "./slot-queues";
import { StoredFile } from "./stored-file";

/** Files that nothing asks for any more: they stay until they are taken back, and are not sent. */
export function LeftoverFiles({
  title,
  text,
  leftovers,
  locale,
}: {
  title: string;
  text: string;
  leftovers: readonly { name: string; file: SentFile }[];
  locale: string;
}) {
  const [removed, setRemoved] = useState<ReadonlySet<string>>(() => new Set(removedIds));
  const left = leftovers.filter(({ file }) => !removed.has(file.id));
  if (left.length === 0) return null;
  return (
    <Card as="section" aria-labelledby="leftovers" className="space-y-4">
      <div>
        <h2 id="leftovers" className="text-lg font-bold">
          {title}
        </h2>
        <p className="text-[0.9375rem] text-soft">{text}</p>
      </div>
      <ul className="divide-y divide-line">
        {left.map(({ name, file }) => (
          <StoredFile
            key={file.id}
            file={file}
            what=""
            title={name}
            locale={locale}
            onRemoved={(id) => setRemoved(new Set(removedIds.add(id)))}
          />
        ))}
      </ul>
    </Card>
  );
}
