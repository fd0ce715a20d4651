import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePorts } from "@/e2e/free-ports";
import { type Database, openDatabase } from "./client";
import { untilDatabaseAnswers } from "./reach";
import { closeTestDatabase, openTestDatabase, testDatabaseSettings } from "./test-database";

beforeAll(openTestDatabase);
afterAll(closeTestDatabase);

async function on<T>(settings: Parameters<typeof openDatabase>[0], work: (opened: Database) => Promise<T>): Promise<T> {
  const opened = await openDatabase(settings);
  return await work(opened).finally(opened.close);
}
const said = (work: Promise<unknown>) => work.then(String, (error: unknown) => (error as Error).message);

it("says where nothing answers and what to do, without the password", async () => {
  const [port] = await freePorts(1);
  const DATABASE_URL = `postgres://sambut:hunter2@127.0.0.1:${port}/sambut`;
  const sentence = await on({ DATABASE_URL, dataDir: "" }, (opened) => said(untilDatabaseAnswers(opened, 600)));
  expect(sentence).toBe(
    `The database at 127.0.0.1:${port} does not answer (ECONNREFUSED): start PostgreSQL there, or mend DATABASE_URL, and start again.`,
  );
});

it("gives up on a server that accepts and says nothing, too, after a bounded time", async () => {
  const taken: Socket[] = [];
  const mute = createServer((socket) => void taken.push(socket.on("error", () => {}))).listen(0, "127.0.0.1");
  await once(mute, "listening");
  const { port } = mute.address() as { port: number };
  const url = `postgres://sambut:hunter2@127.0.0.1:${port}/sambut`;
  const sentence = await on({ DATABASE_URL: url, dataDir: "" }, async (opened) => {
    const what = await said(untilDatabaseAnswers(opened, 600));
    for (const socket of taken) socket.destroy();
    return what;
  });
  mute.close();
  expect(sentence).toMatch(/^The database at 127\.0\.0\.1:\d+ does not answer \(ETIMEDOUT\): [^@]+$/);
});

it("waits for a server that is only starting", async () => {
  const settings = testDatabaseSettings();
  if (!settings || !("DATABASE_URL" in settings)) return;
  const [port = 0] = await freePorts(1);
  const real = new URL(settings.DATABASE_URL);
  const late = createServer((socket) => {
    const server = connect(Number(real.port), real.hostname);
    socket.on("error", () => server.destroy()).pipe(server);
    server.on("error", () => socket.destroy()).pipe(socket);
  });
  const DATABASE_URL = settings.DATABASE_URL.replace(`:${real.port}/`, `:${port}/`);
  await on({ DATABASE_URL, dataDir: "" }, async (opened) => {
    const waiting = untilDatabaseAnswers(opened);
    await expect(opened.executeSql("select 1")).rejects.toThrow();
    late.listen(port, "127.0.0.1");
    await waiting;
  });
  late.close();
});

it("does not wait for a server that refuses, and says which setting to mend", async () => {
  const settings = testDatabaseSettings();
  if (!settings) return;
  const [[name, url] = ["", ""]] = Object.entries(settings);
  const wrong = { [name]: url.replace(/[^/]+$/, "nowhere"), dataDir: "" };
  const sentence = await on(wrong, (opened) => said(untilDatabaseAnswers(opened)));
  expect(sentence).toMatch(
    new RegExp(`^The database at \\S+:\\d+ has no database of that name: create it, or mend the name in ${name}, and`),
  );
});
