import { afterAll, beforeAll, expect, it } from "vitest";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { countStreams, endAllStreams, openStream } from "./streams";

beforeAll(openTestDatabase);
afterAll(closeTestDatabase);

const open = () => openStream({ topic: crypto.randomUUID(), sessionId: "s" }, new AbortController().signal);

it("ends the streams of a process that stops, and those that are opened meanwhile", async () => {
  const before = open();
  expect(countStreams()).toBe(1);
  endAllStreams();
  const late = open();
  expect(countStreams()).toBe(0);
  // Both end in order, with when to connect again.
  for (const stream of [before, late]) expect(await stream.text()).toBe("retry: 2000\n\n");
});
