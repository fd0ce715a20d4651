import { afterEach, expect, it, vi } from "vitest";
import { unattendedHeader } from "@/lib/domain/unattended";
import { attentiveFetch, watchPresence } from "./presence";

afterEach(() => {
  vi.useRealTimers();
});

it("says of what the router asks for that nobody has been there for a minute, until somebody is", async () => {
  vi.useFakeTimers();
  const page = new EventTarget();
  const { isPresent, stop } = watchPresence(page as Window);
  const marks: (string | null)[] = [];
  const ask = attentiveFetch(async (_, init) => {
    marks.push(new Headers(init?.headers).get(unattendedHeader));
    return new Response();
  }, isPresent);
  const router = { headers: { RSC: "1" } };
  await ask("/desk", router);
  vi.advanceTimersByTime(61_000);
  await ask("/desk", router);
  await ask("/api/drafts", { method: "PUT" });
  page.dispatchEvent(new Event("keydown"));
  await ask("/desk", router);
  expect(marks).toEqual([null, "1", null, null]);
  stop();
  vi.advanceTimersByTime(61_000);
  page.dispatchEvent(new Event("keydown"));
  expect(isPresent()).toBe(false);
});
