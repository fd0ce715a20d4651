"use client";

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { filled } from "@/components/ui/filled";
import { doubtsInWords } from "./ask-about-photo";
import { faultOfChoice, type SlotLimits } from "./file-check";
import { prepareFile } from "./prepare-file";
import type { SentFile } from "./send-file";
import { queueOf, removedIds } from "./slot-queues";
import type { Upload, UploadState } from "./upload-queue";
import { useUploads } from "./uploads-provider";

const nothing: readonly Upload[] = [];
const isOutcome = ({ kind }: UploadState) => kind === "stored" || kind === "refused" || kind === "asking";

/** Speaks of the uploads that are settled, or wait for an answer, since the last look. */
function useOutcomes(uploads: readonly Upload[], label: string): void {
  const { texts, announce } = useUploads();
  const words = useIssueText();
  const told = useRef(new Set<string>());
  useEffect(() => {
    for (const { key, state } of uploads) {
      const name = `${key} ${state.kind}`;
      if (!isOutcome(state) || told.current.has(name)) continue;
      told.current.add(name);
      const fault =
        state.kind === "asking"
          ? doubtsInWords(state.doubts, texts).join(" ")
          : state.kind === "refused" && words.error(state.fault);
      announce(filled(fault ? texts.saidFault : texts.saidStored, { what: label, fault }));
    }
  }, [uploads, label, texts, announce, words]);
}

/**
 * One slot's files without asking the server again: a refresh of the page that meets a lost connection would load
 * it anew and take the other uploads with it.
 * So this tab's own doing is laid over those that the server told of.
 * @param stored as the page was rendered with them, oldest first
 * @param sentIds files that DOKU has, which are shown apart; this tab may have sent them itself a while ago
 */
export function useSlotUploads({
  slotId,
  label,
  stored,
  sentIds,
  limits,
  isMultiple,
  maxFiles,
}: {
  slotId: string;
  label: string;
  stored: readonly SentFile[];
  sentIds: readonly string[];
  limits: SlotLimits;
  isMultiple: boolean;
  maxFiles: number;
}) {
  const { scope, onBehalf } = useUploads();
  const queue = queueOf(scope, { slotId, what: label }, onBehalf);
  const uploads = useSyncExternalStore(queue.subscribe, queue.list, () => nothing);
  useOutcomes(uploads, label);

  // What the server tells of itself by now needs no entry of its own.
  const known = useMemo(() => new Set([...stored.map(({ id }) => id), ...sentIds]), [stored, sentIds]);
  useEffect(() => {
    for (const { key, state } of queue.list()) {
      if (state.kind === "stored" && known.has(state.file.id)) queue.drop(key);
    }
  }, [queue, known]);

  const [removed, setRemoved] = useState<ReadonlySet<string>>(() => new Set(removedIds));
  const arrived = uploads.flatMap(({ state }) => (state.kind === "stored" ? [state.file] : []));
  const all = [...stored, ...arrived.filter(({ id }) => !known.has(id))];
  const files = (isMultiple ? all : all.slice(-1)).filter(({ id }) => !removed.has(id));
  /** Files of this browser by the id they were stored under: shown at once, without fetching them back. */
  const local = new Map(uploads.flatMap(({ file, state }) => (state.kind === "stored" ? [[state.file.id, file]] : [])));
  const pending = uploads.filter(({ state }) => state.kind !== "stored");

  const add = useCallback(
    (chosen: readonly File[]) => {
      for (const { key, state } of queue.list()) {
        // A new choice takes the place of what was refused, and in a slot for one of what is under way.
        if (state.kind === "refused" || (!isMultiple && state.kind !== "stored")) queue.drop(key);
      }
      let room = isMultiple ? maxFiles - files.length - queue.list().filter(isUnderWay).length : 1;
      for (const file of chosen) {
        const fault =
          faultOfChoice(file, limits) ?? (room > 0 ? null : { key: "file.tooMany", params: { max: maxFiles } });
        if (fault) {
          queue.refuse(file, fault);
        } else {
          queue.add(file, () => prepareFile(file, limits));
          room -= 1;
        }
      }
    },
    [queue, isMultiple, maxFiles, files.length, limits],
  );
  /** Shows a removed file no more; in a slot for one neither those that it had replaced. */
  const hide = (id: string) => {
    const gone = isMultiple ? [id] : all.map((file) => file.id);
    for (const one of gone) removedIds.add(one);
    setRemoved(new Set(removedIds));
    for (const { key, state } of queue.list()) if (state.kind === "stored" && state.file.id === id) queue.drop(key);
  };
  const { retry, resume, drop, agree } = queue;
  return { files, local, pending, add, hide, retry, resume, drop, agree };
}

const isUnderWay = ({ state }: Upload) => state.kind !== "stored" && state.kind !== "refused";
