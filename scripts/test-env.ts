/**
 * Settings for unit and integration tests: invented, local, and different from any real ones. Several test files run in
 * one process, one after the other, because loading the packages again for each of them took longer than most of them:
 * each begins with these settings, with our own modules as they are when they are loaded, and nothing opened.
 */
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, vi } from "vitest";

type Kept = {
  testFiles?: number;
  environment?: NodeJS.ProcessEnv;
  sambutStreams?: { ticker: NodeJS.Timeout | null };
} & Record<string, unknown>;
const kept = globalThis as typeof globalThis & Kept;

kept.environment ??= { ...process.env };
kept.testFiles = (kept.testFiles ?? 0) + 1;
for (const name of Object.keys(process.env)) if (!(name in kept.environment)) delete process.env[name];
// What is one per process in production. Its ticker would look after the next file's streams too.
clearInterval(kept.sambutStreams?.ticker ?? undefined);
for (const name of Object.keys(kept)) if (name.startsWith("sambut")) delete kept[name];
vi.resetModules();
vi.useRealTimers();

const ownFolder = join(tmpdir(), `sambut-test-${process.pid}`);
afterAll(() => rmSync(ownFolder, { recursive: true, force: true }));

Object.assign(process.env, kept.environment, {
  APP_URL: "http://localhost:3000",
  DATA_DIR: join(ownFolder, String(kept.testFiles)),
  DOKU_BASE_URL: "http://127.0.0.1:9",
  DOKU_CLIENT_ID: "BRN-0001-TEST",
  DOKU_SECRET_KEY: "SK-TEST-0000",
  AUTH_SECRET: "test-secret-test-secret-test-secret-0000",
  ENCRYPTION_KEY: `test:${Buffer.alloc(32, 7).toString("base64")}`,
  SMTP_URL: "smtp://127.0.0.1:9",
  MAIL_FROM: "Sambut <sambut@example.test>",
  LOG_LEVEL: "silent",
});
