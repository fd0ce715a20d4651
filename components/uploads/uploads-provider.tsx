"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { watchAround } from "@/components/onboarding/around-form";
import type { ActionResult } from "@/lib/domain/results";
import { paths } from "@/lib/paths";
import { flushAll, lookElsewhere } from "./pending-values";
import { anyBusy, resumeAll } from "./slot-queues";
import type { AboutValues } from "./slot-values";

/** The words of the page's moving parts, in the reader's language; placeholders are plain `{name}`. */
export type UploadTexts = Record<
  | "camera"
  | "choose"
  | "replace"
  | "addMore"
  | "full"
  | "dropHint"
  | "dropHere"
  | "open"
  | "remove"
  | "removing"
  | "retry"
  | "tryNow"
  | "dismiss"
  | "cancel"
  | "photo"
  | "document"
  | "pixels"
  | "stateStored"
  | "stateMissing"
  | "stateOptional"
  | "preparing"
  | "waiting"
  | "sending"
  | "checking"
  | "offline"
  | "pausing"
  | "pausingStorage"
  | "pausingBusy"
  | "saidStored"
  | "saidRemoved"
  | "saidFault"
  | "valueSaving"
  | "valueSaved"
  | "valueNotSaved"
  | "elsewhere"
  | "stillSending"
  | "stillAsking"
  | "askTitle"
  | "doubtBlurred"
  | "doubtDark"
  | "doubtSmall"
  | "takeAnother"
  | "sendAnyway"
  | "aimCard"
  | "aimPage"
  | "aimSelfie"
  | "aimShop"
  | "cameraStarting"
  | "cameraRefused"
  | "cameraBroken"
  | "ownCamera"
  | "shutter"
  | "before"
  | "refusedFile"
  | "sentFile"
  | "newFile"
  | "stateRefused"
  | "stateReplaced",
  string
>;

/** Keeps the values beside one file and answers what is to be said about them, by form code. */
export type SaveValues = (input: {
  applicationId: string;
  slotId: string;
  values: Record<string, string>;
}) => Promise<ActionResult<AboutValues>>;

type Uploads = {
  texts: UploadTexts;
  /** The application: keeps one merchant's uploads apart from another's in the same tab. */
  scope: string;
  /** Staff act for the merchant, through doors of their own. */
  onBehalf: boolean;
  /** The door of the drafts. */
  draftsAt: string;
  /** Says to the browser's other tabs that values were kept here. */
  tellTabs: () => void;
  saveValues: SaveValues;
  /** Says something to screen readers when they are free, without moving the focus. */
  announce: (text: string) => void;
};

const Context = createContext<Uploads | null>(null);

export function useUploads(): Uploads {
  const uploads = useContext(Context);
  if (!uploads) throw new Error("useUploads needs an UploadsProvider above it");
  return uploads;
}

/** Stands around the cards: their words, the one voice for screen readers, and the watch over what is under way. */
export function UploadsProvider({
  texts,
  scope,
  onBehalf = false,
  saveValues,
  children,
}: Pick<Uploads, "texts" | "scope" | "saveValues"> & { onBehalf?: boolean; children: ReactNode }) {
  const [said, setSaid] = useState("");
  // A repeated sentence is spoken again only when the text differs; a trailing space is not heard.
  const announce = useCallback((text: string) => setSaid((last) => (last === text ? `${text} ` : text)), []);
  const draftsAt = onBehalf ? paths.draftsFor(scope) : paths.drafts;
  const around = useRef<ReturnType<typeof watchAround> | null>(null);
  const tellTabs = useCallback(() => around.current?.tell(), []);
  const value = useMemo(
    () => ({ texts, scope, onBehalf, draftsAt, saveValues, announce, tellTabs }),
    [texts, scope, onBehalf, draftsAt, saveValues, announce, tellTabs],
  );
  useEffect(() => {
    around.current = watchAround(`${draftsAt} slots`, { flush: flushAll, look: () => void lookElsewhere(draftsAt) });
    return around.current.stop;
  }, [draftsAt]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (anyBusy()) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    window.addEventListener("online", resumeAll);
    return () => {
      window.removeEventListener("beforeunload", warn);
      window.removeEventListener("online", resumeAll);
    };
  }, []);
  return (
    <Context value={value}>
      <link rel="license" href={paths.thirdParty} />
      <p role="status" className="sr-only">
        {said}
      </p>
      {children}
    </Context>
  );
}
