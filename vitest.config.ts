import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["{app,components,db,lib,sandbox,scripts}/**/*.test.{ts,tsx}"],
    globalSetup: ["./scripts/test-databases.ts"],
    setupFiles: ["./scripts/test-env.ts", "./scripts/test-connection.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is awaited comes when it comes; a busy machine takes its time.
    expect: { poll: { timeout: 10_000 } },
    pool: "forks",
    // One process for many files; scripts/test-env.ts lets each begin afresh.
    isolate: false,
    // One more than two cores: many a test waits for a server, and with as many the next one would wait too.
    maxWorkers: 3,
  },
});
