import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { envProblems } from "@/lib/env";
import { givenSettings, localPlaces, localSettings } from "./settings";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sambut-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("settings of the demo", () => {
  it("fills in everything that the portal needs", () => {
    const { env, sandbox } = localSettings({ DATA_DIR: folder });
    expect(envProblems(env)).toEqual([]);
    expect(env.APP_URL).toBe("http://localhost:3000");
    expect(env.DOKU_BASE_URL).toBe("http://localhost:4010");
    expect(env.SMTP_URL).toBe("smtp://127.0.0.1:4011");
    expect(sandbox).toMatchObject({ isDoku: true, isMailbox: true });
  });

  it("keeps the keys from one start to the next, readable by their owner only", () => {
    const first = localSettings({ DATA_DIR: folder });
    expect(localSettings({ DATA_DIR: folder }).env).toEqual(first.env);
    expect(statSync(join(folder, "demo-settings.json")).mode & 0o777).toBe(0o600);
  });

  it("refuses to replace damaged keys, which would make the stored data unreadable", () => {
    writeFileSync(join(folder, "demo-settings.json"), "{");
    expect(() => localSettings({ DATA_DIR: folder })).toThrow(/damaged/);
  });

  it("uses a DOKU that is given, and keeps the sandbox for its mailbox until mail is given too", () => {
    const doku = {
      DATA_DIR: folder,
      DOKU_BASE_URL: "http://doku.test",
      DOKU_CLIENT_ID: "BRN-1",
      DOKU_SECRET_KEY: "SK-1",
    };
    const withMailbox = localSettings(doku);
    expect(withMailbox.env).toMatchObject({ DOKU_BASE_URL: "http://doku.test", DOKU_CLIENT_ID: "BRN-1" });
    expect(withMailbox.sandbox).toMatchObject({ isDoku: false, isMailbox: true });
    expect(localSettings({ ...doku, SMTP_URL: "smtp://mail.test" }).sandbox).toBeUndefined();
  });

  it("says what is missing when DOKU is given by halves, and which port is none", () => {
    expect(() => localPlaces({ DOKU_BASE_URL: "http://doku.test" })).toThrow(/DOKU_CLIENT_ID and DOKU_SECRET_KEY/);
    expect(() => localPlaces({ PORT: "http" })).toThrow('PORT must be a port number between 1 and 65535, not "http".');
  });

  it("reads .env below the shell, and takes an empty value for a missing one", () => {
    const file = join(folder, ".env");
    writeFileSync(file, "PORT=3100\nSANDBOX_PORT=4100\nSMTP_URL=\n");
    expect(givenSettings({ PORT: "3200", APP_URL: "" }, file)).toEqual({ PORT: "3200", SANDBOX_PORT: "4100" });
  });
});

describe("a malformed setting", () => {
  const wrong = {
    PORT: "http",
    WORKER_PORT: "99999",
    READ_EVERY_SECONDS: "often",
    DRAIN_SECONDS: "100",
    SUPPORT_EMAIL: "me",
  };
  const more = { LOG_LEVEL: "loud", MAIL_FROM: "x", METRICS_TOKEN: "short", NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "abc" };

  it("is named with what it must be, in words for people", () => {
    const given = localSettings({ DATA_DIR: folder }).env;
    const problems = envProblems({ ...given, ...wrong, ...more });
    expect(problems).toHaveLength(Object.keys({ ...wrong, ...more }).length);
    for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ must [^:]+$/);
  });
});

describe("background work", () => {
  it("is done inside the portal, and beside it only with PostgreSQL", () => {
    const given = localSettings({ DATA_DIR: folder }).env;
    expect(envProblems({ ...given, WORKERS: "" })).toEqual([]);
    expect(envProblems({ ...given, WORKERS: "beside" })).toEqual([
      "WORKERS can be beside only with PostgreSQL: only one process can have the embedded database open",
    ]);
    expect(envProblems({ ...given, WORKERS: "beside", DATABASE_URL: "postgres://db.test/sambut" })).toEqual([]);
  });
});

describe(".env.example", () => {
  it("names every setting that is read", () => {
    const example = readFileSync(".env.example", "utf8");
    const read = readFileSync("lib/env.ts", "utf8").matchAll(/^ {4}([A-Z_]+):/gm);
    for (const [, name] of read) expect(example).toMatch(new RegExp(`^#?${name}=`, "m"));
  });

  it("leaves the demo alone when it is copied as it is", () => {
    const given = givenSettings({}, ".env.example");
    expect(given).toEqual({});
  });
});
