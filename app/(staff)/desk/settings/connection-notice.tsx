import type { ReactNode } from "react";
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
  const took = (tookMs / 1_000).toFixed(1);
  const clock = String(Math.abs(clockSeconds ?? 0));
  const filled = (text: string) => text.replace("{took}", took).replace("{clock}", clock);
  const isOff = clockSeconds !== null && Math.abs(clockSeconds) >= clockNoteSeconds && outcome !== "clock";
  return (
    <Notice tone={outcome === "good" ? "ok" : "bad"} live="polite" title={title} actions={children}>
      <p>{filled(texts[outcome])}</p>
      {isOff ? <p>{filled(texts.clockNote)}</p> : null}
    </Notice>
  );
}
