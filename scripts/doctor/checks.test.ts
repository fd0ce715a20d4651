import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdFreshKeys } from "@/db/data-keys";
import { lockDataDir } from "@/db/data-lock";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { env } from "@/lib/env";
import { answerSelfTest } from "@/lib/kyb/self-test";
import { openTestMailbox, type TestMailbox } from "@/lib/mail/test-mailbox";
import { localStorage } from "@/lib/storage/local-storage";
import { type RunningSandbox, startSandbox } from "@/sandbox/server";
import { checkCallback } from "./check-callback";
import { clockFinding } from "./check-clock";
import { checkDatabase, lookInside } from "./check-database";
import { checkDoku } from "./check-doku";
import { checkMail } from "./check-mail";
import { checkPortal } from "./check-portal";
import { checkStorage } from "./check-storage";
import { lineOf } from "./finding";

const folder = mkdtempSync(join(tmpdir(), "sambut-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
// As the doctor does where the database cannot be opened.
beforeAll(holdFreshKeys);

const pair = { clientId: "BRN-0001-TEST", secretKey: "SK-TEST-0000" };
const nowhere = "http://127.0.0.1:9";
const accountAt = (baseUrl: string, secretKey = pair.secretKey) => {
  return { ...pair, baseUrl, secretKey, nextSecretKey: null, setAt: null };
};

type Answerer = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void;

async function serve(answer: Answerer): Promise<{ url: string; close: () => void }> {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    answer(request, Buffer.concat(pieces), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

describe("mail", () => {
  let mailbox: TestMailbox;
  beforeAll(async () => {
    mailbox = await openTestMailbox();
  });
  afterAll(() => mailbox.close());
  const from = "Sambut <sambut@example.test>";

  it("is only knocked at, unless an address is given", async () => {
    const knocked = await checkMail({ smtpUrl: mailbox.url, from });
    expect(knocked).toMatchObject({ state: "ok", says: expect.stringContaining("Nothing was sent") });
    expect(mailbox.receivers()).toEqual([]);
    expect(await checkMail({ smtpUrl: mailbox.url, from, to: "me@example.test" })).toMatchObject({ state: "ok" });
    expect((await mailbox.next("me@example.test")).subject).toBe("Sambut: a test");
  });

  it("says what is wrong, and never the password", async () => {
    const server = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      onAuth: (_auth, _session, done) => done(new Error("no such user")),
    });
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    const { port } = server.server.address() as AddressInfo;
    const refused = await checkMail({ smtpUrl: `smtp://someone:s3cret-word@127.0.0.1:${port}`, from });
    server.close();
    expect(refused).toMatchObject({ state: "broken", says: expect.stringContaining("user and password") });
    expect(lineOf(refused)).not.toMatch(/s3cret|someone/);
    const away = await checkMail({ smtpUrl: "smtp://127.0.0.1:9", from });
    expect(lineOf(away)).toMatch(/^✗ Mail: 127\.0\.0\.1:9 cannot be used: .+ → Check host/);
  });
});

describe("DOKU", () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ ...pair, auto: false });
  });
  afterAll(() => sandbox.close());

  it("is asked something that it signs, and its clock is compared", async () => {
    const [doku, clock] = await checkDoku(accountAt(sandbox.url));
    expect(doku).toMatchObject({
      state: "ok",
      says: expect.stringContaining("accepted the signature of BRN-0001-TEST"),
    });
    expect(clock).toMatchObject({ check: "Clock", state: "ok" });
  });

  it("refuses another key, in plain words and without the key", async () => {
    const findings = await checkDoku(accountAt(sandbox.url, "SK-another-key"));
    expect(findings[0]).toMatchObject({
      state: "broken",
      says: expect.stringContaining("refused the signature (HTTP 401)"),
    });
    expect(findings.map(lineOf).join()).not.toContain("SK-another-key");
  });

  it("may be away, or not be DOKU at all", async () => {
    expect(await checkDoku(accountAt(nowhere))).toMatchObject([
      { state: "broken", todo: expect.stringContaining("firewall") },
    ]);
    const other = await serve((_request, _body, response) => response.end("<h1>Welcome</h1>"));
    const [finding] = await checkDoku(accountAt(other.url));
    other.close();
    expect(finding?.says).toContain("not the Partner API");
  });
});

it("a clock that is off by a minute is worth a word", () => {
  expect(clockFinding("DOKU's", -59, 60)).toMatchObject({ state: "ok" });
  expect(lineOf(clockFinding("DOKU's", 61, 60))).toContain("! Clock: ours is 61 seconds behind DOKU's. →");
});

describe("callbacks", () => {
  const keys = { secretKey: pair.secretKey, nextSecretKey: null };
  /** The portal behind a proxy that may do something to what it hands on. */
  const portal = (change: { body?: (body: Buffer) => Buffer; path?: string; drop?: string }) =>
    serve((request, received, response) => {
      const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      if (change.drop) headers.delete(change.drop);
      const rawBody = change.body?.(received) ?? received;
      const token = request.url?.split("/").at(-1) ?? "";
      const path = (change.path ?? "") + (request.url ?? "");
      const answer = answerSelfTest({ token, path, headers, rawBody }, keys) ?? { status: "unknown_token" };
      response.writeHead(answer.status === "self_test" ? 200 : 401).end(JSON.stringify(answer));
    });
  const findingAt = async (
    server: { url: string; close: () => void },
    { key = pair.secretKey, isSure = true }: { key?: string; isSure?: boolean } = {},
  ) => {
    const [, finding] = await checkCallback(server.url, accountAt(nowhere, key), isSure);
    server.close();
    return finding;
  };

  it("reach the portal through its own address, signed", async () => {
    expect(await findingAt(await portal({}))).toMatchObject({ check: "Callbacks", state: "ok" });
  });

  it.each([
    ["a body that was tidied up", { body: (body: Buffer) => Buffer.from(body.toString().trim()) }, "changed the body"],
    ["another path", { path: "/portal" }, "another path"],
    ["a lost header", { drop: "request-id" }, "a header was dropped"],
  ])("show what a proxy does to them: %s", async (_, change, words) => {
    expect(await findingAt(await portal(change))).toMatchObject({
      state: "broken",
      says: expect.stringContaining(words),
    });
  });

  it("find out that the portal has another key, if that is certain", async () => {
    const other = { key: "SK-another" };
    expect(await findingAt(await portal({}), other)).toMatchObject({ state: "broken" });
    expect(await findingAt(await portal({}), { ...other, isSure: false })).toMatchObject({ state: "warn" });
  });

  it.each([
    [301, { Location: "https://www.example.test/x" }, "redirects to https://www.example.test"],
    [502, {}, "an error (HTTP 502)"],
    [200, {}, "something else than the portal"],
  ])("do not take another answer for the portal's: %i", async (status, headers, words) => {
    const server = await serve((_request, _body, response) => response.writeHead(status, headers).end("<p>hello"));
    expect((await findingAt(server))?.says).toContain(words);
  });

  it("need an address that DOKU can reach, over HTTPS", async () => {
    const address = async (appUrl: string, dokuUrl: string) => {
      const [finding] = await checkCallback(appUrl, accountAt(dokuUrl), true);
      return finding?.state;
    };
    expect(await address(nowhere, nowhere)).toBe("ok");
    expect(await address(nowhere, "https://1.1.1.1")).toBe("warn");
  });
});

describe("the portal", () => {
  const well = {
    ready: true,
    process: "serving",
    database: "ok",
    migrations: "ok",
    storage: "ok",
    keys: "ok",
    queue: "ok",
  };
  it.each([
    [well, "ok"],
    [{ ...well, queue: "late" }, "warn"],
    [{ ...well, ready: false, keys: "missing" }, "broken"],
    [{ hello: "there" }, "broken"],
  ])("is asked how it is", async (answer, state) => {
    const server = await serve((_request, _body, response) => response.end(JSON.stringify(answer)));
    expect(await checkPortal(server.url)).toMatchObject({ state });
    server.close();
  });

  it.each([
    [404, { ok: true }, "ok", "kept inside"],
    [403, { ok: true }, "ok", "kept inside"],
    [404, { hello: "there" }, "broken", "no Sambut answers"],
  ])("lives behind a proxy that keeps the rest inside: %i", async (status, health, state, words) => {
    const server = await serve((request, _body, response) => {
      const isHealth = request.url === "/api/health";
      response.writeHead(isHealth ? 200 : status).end(isHealth ? JSON.stringify(health) : "<h1>Not here</h1>");
    });
    expect(await checkPortal(server.url)).toMatchObject({ state, says: expect.stringContaining(words) });
    server.close();
  });

  it("may not be there", async () => {
    const server = await serve(() => {});
    server.close();
    expect(lineOf(await checkPortal(server.url))).toContain("nothing listens there (ECONNREFUSED).");
  });
});

describe("files", () => {
  it("are written, read and removed", async () => {
    const settings = { ...env(), dataDir: folder };
    expect(await checkStorage(settings, localStorage(join(folder, "files")))).toMatchObject({ state: "ok" });
    writeFileSync(join(folder, "blocked"), "");
    const blocked = await checkStorage(settings, localStorage(join(folder, "blocked")));
    expect(blocked).toMatchObject({ state: "broken", says: expect.stringContaining("(ENOTDIR)") });
  });
});

it("what belongs to another user is left alone, or that user could not write there any more", async () => {
  const settings = { ...env(), dataDir: join(folder, "theirs") };
  const someone = (process.getuid?.() ?? 0) + 1;
  const kept = localStorage(join(settings.dataDir, "files"));
  mkdirSync(join(settings.dataDir, "database"), { recursive: true });
  writeFileSync(join(settings.dataDir, "database/PG_VERSION"), "18");
  expect(await checkStorage(settings, kept, someone)).toMatchObject({ state: "skipped" });
  const database = await checkDatabase(settings, someone);
  expect(database).toMatchObject({ findings: [{ state: "skipped", todo: expect.stringContaining("as the user") }] });
  expect(readdirSync(settings.dataDir)).toEqual(["database"]);
  expect(readdirSync(join(settings.dataDir, "database"))).toEqual(["PG_VERSION"]);
  const none = { ...settings, dataDir: join(folder, "nowhere") };
  expect(await checkStorage(none, localStorage(none.dataDir), 0)).toMatchObject({ state: "skipped" });
  expect(existsSync(none.dataDir)).toBe(false);
});

describe("the database", () => {
  const states = (findings: { check: string; state: string }[]) => findings.map(({ check, state }) => [check, state]);

  it("is looked at, with the key to it", async () => {
    const opened = await openTestDatabase();
    const names = ["Database", "Migrations", ...(opened.kind === "pglite" ? [] : ["Clock"]), "Encryption keys"];
    const fresh = await lookInside(opened);
    expect(states(fresh.findings)).toEqual(names.map((name) => [name, "ok"]));
    expect(fresh.account).toMatchObject({ clientId: "BRN-0001-TEST" });

    await insertPerson(opened.db, { role: "staff", email: "a@example.test", emailIndex: "a", name: "Sari Dewi" });
    expect((await lookInside(opened)).findings.at(-1)?.says).toMatch(/^they open with "test" .+ fields 0 days/);
    await opened.executeSql("update data_keys set wrapped_by = 'older'");
    const wrong = await lookInside(opened);
    await closeTestDatabase();
    expect(wrong.findings.at(-1)).toMatchObject({
      state: "broken",
      says: expect.stringContaining('ENCRYPTION_KEY lacks the key "older"'),
    });
    expect(wrong.account).toBeNull();
  });

  it("is left to the portal that has it open", async () => {
    const settings = { ...env(), dataDir: join(folder, "data") };
    expect(states((await checkDatabase(settings)).findings)).toEqual([["Database", "warn"]]);
    mkdirSync(join(settings.dataDir, "database"), { recursive: true });
    writeFileSync(join(settings.dataDir, "database/PG_VERSION"), "18");
    const unlock = lockDataDir(settings.dataDir);
    const locked = await checkDatabase(settings);
    unlock();
    expect([states(locked.findings), locked.account]).toEqual([[["Database", "skipped"]], null]);
  });

  it("may be away", async () => {
    const away = { ...env(), DATABASE_URL: "postgres://someone:s3cret@127.0.0.1:9/sambut" };
    const { findings } = await checkDatabase(away);
    expect(findings.map(lineOf)).toEqual([
      "✗ Database: PostgreSQL cannot be reached: nothing listens there (ECONNREFUSED). → Start it, or mend DATABASE_URL.",
    ]);
  });
});
