/** What every part of the sandbox gets: its options, its memory and its clock. */
import type { TaskWork } from "./store/records";
import type { Store } from "./store/store";

export type SandboxOptions = {
  /** 0 takes any free port. */
  port: number;
  smtpPort: number;
  host: string;
  /** Folder for state and uploads; null keeps everything in memory. */
  dataDir: string | null;
  clientId: string;
  secretKey: string;
  /** How many times faster than real time KYB and retries run. */
  clock: number;
  /** Whether KYB decides by itself; otherwise a person does, at the desk. */
  auto: boolean;
  /** How long a hanging answer keeps the caller waiting before the connection is dropped. */
  hangMs: number;
  slowUploadMs: number;
};

export type Sandbox = {
  options: SandboxOptions;
  store: Store;
  /** Public address, known once the port is open. */
  baseUrl: string;
  /** Does the work after a delay in real milliseconds; survives a restart. */
  schedule(work: TaskWork, delayMs: number): void;
};

/** Hours of KYB time in real milliseconds. */
export function kybHours(sandbox: Sandbox, hours: number): number {
  return (hours * 3_600_000) / sandbox.options.clock;
}

/** DOKU's clock, to the millisecond: what orders two states of one entity. */
export function nowIso(): string {
  return new Date().toISOString();
}

/** The seconds-only form that headers take (contract section 3). */
export function headerTime(date = new Date()): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
