/** The sandbox's memory: in process, written through to one JSON file and a folder of uploads. */
import { EventEmitter } from "node:events";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { State } from "./records";

const limits = { calls: 1_000, mails: 1_000, deliveries: 10_000, answers: 20_000 };
const writeEveryMs = 40;

function emptyState(auto: boolean): State {
  return {
    keyPair: null,
    lastNumber: 0,
    auto,
    businesses: {},
    files: {},
    answers: {},
    shown: {},
    deliveries: [],
    tasks: [],
    mails: [],
    calls: [],
    faults: [],
    mail: { refuse: false, refused: 0 },
  };
}

async function readState(file: string, auto: boolean): Promise<State> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return text === null ? emptyState(auto) : { ...emptyState(auto), ...(JSON.parse(text) as State), auto };
}

function trim(state: State) {
  state.calls.splice(0, state.calls.length - limits.calls);
  state.mails.splice(0, state.mails.length - limits.mails);
  state.deliveries.splice(0, state.deliveries.length - limits.deliveries);
  const answers = Object.keys(state.answers);
  for (const key of answers.slice(0, Math.max(0, answers.length - limits.answers))) delete state.answers[key];
}

export type Store = {
  state: State;
  /** Notes a change: wakes those who wait and writes soon. */
  changed(): void;
  /** Resolves when everything up to now is on disk; at once without a folder. */
  saved(): Promise<void>;
  /** Resolves at the next change, or after `timeoutMs`. */
  nextChange(timeoutMs: number): Promise<void>;
  putFile(id: string, bytes: Uint8Array): Promise<void>;
  getFile(id: string): Promise<Uint8Array | null>;
  /** Forgets everything but the key pair and the switches. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the memory of the sandbox.
 * @param folder where state and uploads are kept, or null for a memory that ends with the process
 */
export async function openStore(folder: string | null, auto: boolean): Promise<Store> {
  const stateFile = folder === null ? null : path.join(folder, "state.json");
  const uploads = folder === null ? null : path.join(folder, "uploads");
  if (uploads !== null) await mkdir(uploads, { recursive: true });
  const state = stateFile === null ? emptyState(auto) : await readState(stateFile, auto);
  const files = new Map<string, Uint8Array>();
  const events = new EventEmitter().setMaxListeners(0);
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  function write(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    trim(state);
    if (stateFile === null) return Promise.resolve();
    const next = writing.then(async () => {
      await writeFile(`${stateFile}.new`, JSON.stringify(state));
      await rename(`${stateFile}.new`, stateFile);
    });
    writing = next.catch(() => undefined);
    return next;
  }

  function changed() {
    events.emit("change");
    timer ??= setTimeout(() => {
      write().catch((error: unknown) => console.error("sandbox: state could not be written:", error));
    }, writeEveryMs);
  }

  return {
    state,
    changed,
    saved: () => (timer ? write() : writing),
    nextChange: (timeoutMs) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(wait);
          events.off("change", done);
          resolve();
        };
        const wait = setTimeout(done, timeoutMs);
        events.once("change", done);
      }),
    async putFile(id, bytes) {
      if (uploads === null) files.set(id, bytes);
      else await writeFile(path.join(uploads, id), bytes);
    },
    async getFile(id) {
      if (!own(state.files, id)) return null;
      return uploads === null ? (files.get(id) ?? null) : readFile(path.join(uploads, id)).catch(() => null);
    },
    async reset() {
      const { keyPair, lastNumber } = state;
      Object.assign(state, emptyState(state.auto), { keyPair, lastNumber });
      files.clear();
      if (uploads !== null) {
        await rm(uploads, { recursive: true, force: true });
        await mkdir(uploads, { recursive: true });
      }
      changed();
    },
    async close() {
      await write();
    },
  };
}

/** What a record holds under a key that came from outside; never something of its prototype. */
export function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A new id in DOKU's style, e.g. `BSN-0104-1678960841263`; never given twice. */
export function newId(state: State, prefix: string): string {
  state.lastNumber = Math.max(state.lastNumber + 1, Date.now());
  return `${prefix}-0104-${state.lastNumber}`;
}
