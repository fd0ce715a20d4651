import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { openFeed, type Tabs } from "./feed";
import type { Network, Source } from "./feed-stream";

/** Waits as long as a busy machine may need. */
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 10_000 });

let server: Server | undefined;
const stops: (() => void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(null)));
  server = undefined;
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener).listen(0, "127.0.0.1");
  server = started;
  await new Promise((done) => started.once("listening", done));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/live/${Math.random()}`;
}

/** An EventSource over fetch, without its own reconnecting: this version of Node has none. */
function openSource(url: string): Source {
  const events = new EventTarget();
  const closing = new AbortController();
  const read = async () => {
    const response = await fetch(url, { headers: { Accept: "text/event-stream" }, signal: closing.signal });
    if (!response.ok || !response.body) throw new Error("no stream");
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      const text = decoder.decode(chunk);
      const type = /^event: (.*)$/m.exec(text)?.[1];
      if (type) events.dispatchEvent(new MessageEvent(type, { data: /^data: (.*)$/m.exec(text)?.[1] }));
    }
    throw new Error("ended");
  };
  read().catch(() => closing.signal.aborted || events.dispatchEvent(new Event("error")));
  return { addEventListener: events.addEventListener.bind(events), close: () => closing.abort() };
}
const network: Network = { openSource, fetch };

/** Locks as browsers have them, for tabs that live in one process. */
function openTabs(): Tabs {
  const queues = new Map<string, Promise<unknown>>();
  const request = async (name: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>) => {
    const before = queues.get(name);
    const turn = Promise.resolve(before).then(() => (signal.aborted ? undefined : run()));
    queues.set(name, turn);
    await turn;
  };
  return { locks: { request } as unknown as Tabs["locks"], openChannel: (name) => new BroadcastChannel(name) };
}

function openTab(url: string, tabs: Tabs | null) {
  const heard = { modes: [] as string[], revisions: [] as number[] };
  const feed = openFeed(
    url,
    (mode, revision) => {
      if (heard.modes.at(-1) !== mode) heard.modes.push(mode);
      if (revision !== null) heard.revisions.push(revision);
    },
    network,
    tabs,
  );
  stops.push(feed.stop);
  return { ...heard, stop: feed.stop };
}

const beginStream = (response: ServerResponse) => response.writeHead(200, { "Content-Type": "text/event-stream" });
const sendRevision = (response: ServerResponse, revision: number) =>
  response.write(`id: ${revision}\nevent: revision\ndata: {"revision":${revision}}\n\n`);

/** A server with streams that the test speaks on, answering polls with revision 1. */
async function serveStreams() {
  const open = new Set<ServerResponse>();
  const url = await serve((request, response) => {
    if (request.headers.accept === "application/json") return response.end('{"revision":1}');
    beginStream(response);
    sendRevision(response, 1);
    open.add(response);
    response.on("close", () => open.delete(response));
  });
  return { url, open };
}

test("many tabs share one stream, and the next takes over when its holder closes", async () => {
  const { url, open } = await serveStreams();
  const tabs = openTabs();
  const first = openTab(url, tabs);
  const others = [openTab(url, tabs), openTab(url, tabs)];
  for (const tab of [first, ...others]) await soon(() => expect(tab.modes.at(-1)).toBe("live"));
  expect(open.size).toBe(1);

  for (const response of open) sendRevision(response, 2);
  for (const tab of [first, ...others]) await soon(() => expect(tab.revisions).toContain(2));

  first.stop();
  await soon(() => expect([...open].filter((response) => !response.destroyed)).toHaveLength(1));
  await soon(() => expect(others[0]?.revisions.at(-1)).toBe(1));
  for (const response of open) sendRevision(response, 3);
  for (const tab of others) await soon(() => expect(tab.revisions).toContain(3));
  expect(first.revisions).not.toContain(3);
  expect(open.size).toBe(1);
});

test("without locks each tab has its own stream", async () => {
  const { url, open } = await serveStreams();
  openTab(url, null);
  openTab(url, null);
  await soon(() => expect(open.size).toBe(2));
});

test("a stream that keeps failing is replaced by polling, which names the tag it has", async () => {
  const tags: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    if (request.headers.accept !== "application/json") return response.writeHead(503).end();
    tags.push(request.headers["if-none-match"]);
    if (request.headers["if-none-match"] === '"5"') return response.writeHead(304).end();
    response.writeHead(200, { ETag: '"5"' }).end('{"revision":5}');
  });
  const tab = openTab(url, null);
  await soon(() => expect(tab.modes.at(-1)).toBe("polling"));
  await soon(() => expect(tags).toEqual([undefined, '"5"', '"5"']));
  expect(tab.revisions).toEqual([5]);
});

test("a dropped stream is opened again", async () => {
  const { url, open } = await serveStreams();
  const tab = openTab(url, null);
  await soon(() => expect(tab.modes).toEqual(["live"]));
  for (const response of open) response.destroy();
  await soon(() => expect(tab.modes).toEqual(["live", "connecting", "live"]));
});

test("when the session ends every tab stops, and a new one may begin", async () => {
  const { url, open } = await serveStreams();
  const tabs = openTabs();
  const old = [openTab(url, tabs), openTab(url, tabs)];
  for (const tab of old) await soon(() => expect(tab.modes.at(-1)).toBe("live"));
  for (const response of open) response.end("event: signed-out\ndata: {}\n\n");
  for (const tab of old) await soon(() => expect(tab.modes.at(-1)).toBe("signed-out"));

  const next = openTab(url, tabs);
  await soon(() => expect(next.modes.at(-1)).toBe("live"));
  expect(old.map((tab) => tab.modes.at(-1))).toEqual(["signed-out", "signed-out"]);
});

test("a stream that is refused for want of a session ends at once", async () => {
  const url = await serve((_, response) => response.writeHead(401).end());
  const tab = openTab(url, null);
  await soon(() => expect(tab.modes.at(-1)).toBe("signed-out"));
});

test("a page that is left when its stream fails does not ask once more", async () => {
  const accepted: string[] = [];
  const url = await serve((request, response) => {
    accepted.push(request.headers.accept ?? "");
    if (request.headers.accept !== "text/event-stream") return response.end("{}");
    beginStream(response);
    sendRevision(response, 1);
    setTimeout(() => response.destroy(), 50);
  });
  const tab = openTab(url, null);
  await soon(() => expect(tab.modes).toEqual(["live", "connecting"]));
  tab.stop();
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(accepted).toEqual(["text/event-stream"]);
});
