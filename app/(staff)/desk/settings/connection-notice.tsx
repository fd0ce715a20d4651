import type { ReactNode } from "react";
import { filled } from "@/components/ui/filled";
import { Notice } from "@/components/ui/notice";
import { type Connection, type ConnectionOutcome, clockNoteSeconds } from "@/lib/domain/doku-settings";

/** `{took}` and `{clock}` in them are filled in. */
export type ConnectionTexts = Record<ConnectionOutcome, string> & Record<"clockNote", string>;

/** What a connection test found, in plain words and with what to do. */
export function ConnectionNotice({
  connection: { outcome, tookMs, clockSeconds },
  texts,
  title,
  children,
}: {
  connection: Connection;
  texts: ConnectionTexts;
  title?: string | undefined;
  children?: ReactNode;
}) {
  const values = { took: (tookMs / 1_000).toFixed(1), clock: Math.abs(clockSeconds ?? 0) };
  const isOff = clockSeconds !== null && Math.abs(clockSeconds) >= clockNoteSeconds && outcome !== "clock";
  return (
    <Notice tone={outcome === "good" ? "ok" : "bad"} live="polite" title={title} actions={children}>
      <p>{filled(texts[outcome], values)}</p>
      {isOff ? <p>{filled(texts.clockNote, values)}</p> : null}
    </Notice>
  );
}
