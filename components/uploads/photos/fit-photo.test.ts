import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SlotLimits } from "../file-check";
import { prepareFile } from "../prepare-file";
import type { PhotoAnswer } from "./prepare-photo";

const limits: SlotLimits = {
  types: ["image/jpeg", "application/pdf"],
  maxBytes: 100,
  minSidePx: 300,
  isLookedAt: true,
  formats: "JPG, PDF",
  limit: "15 MB",
};
const photo = (bytes = 50, name = "IMG_1.jpg", type = "image/jpeg") =>
  new File([new Uint8Array(bytes)], name, { type });
const heic = photo(50, "IMG_2.HEIC", "");

/** A browser whose photo worker answers like this; "broken" one that ends with an error. */
function worker(answer: PhotoAnswer | null | "broken"): void {
  class Answering {
    onmessage: (event: { data: unknown }) => void = () => {};
    onerror: () => void = () => {};
    postMessage() {
      queueMicrotask(() => (answer === "broken" ? this.onerror() : this.onmessage({ data: answer })));
    }
    terminate() {}
  }
  vi.stubGlobal("Worker", Answering);
}
const ready = (content: Blob | null, shortSidePx = 900): PhotoAnswer => ({
  kind: "ready",
  content,
  shortSidePx,
  doubts: ["dark"],
});
const faultOf = async (file: File) => {
  const prepared = await prepareFile(file, limits);
  return prepared.kind === "refused" ? [prepared.fault.key, prepared.canRetry] : null;
};

beforeEach(() => {
  vi.stubGlobal("navigator", { onLine: true });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a photo becomes what the worker made of it, under a name that fits, with its doubts", async () => {
  worker(ready(new Blob(["small"], { type: "image/jpeg" })));
  const prepared = await prepareFile(photo(5000, "IMG_2.foto.HEIC", ""), limits);
  expect(prepared).toMatchObject({ kind: "ready", doubts: ["dark"] });
  expect(prepared.kind === "ready" && [prepared.file.name, prepared.file.type, prepared.file.size]).toEqual([
    "IMG_2.foto.jpg",
    "image/jpeg",
    5,
  ]);
  worker(ready(null));
  const chosen = photo();
  expect(await prepareFile(chosen, limits)).toEqual({ kind: "ready", file: chosen, doubts: ["dark"] });
});

test.each([["no worker"], [null], ["broken"]] as const)(
  "with %s the photo is sent as it was chosen",
  async (answer) => {
    if (answer !== "no worker") worker(answer);
    const chosen = photo();
    expect(await prepareFile(chosen, limits)).toEqual({ kind: "ready", file: chosen, doubts: [] });
    expect(await faultOf(photo(101))).toEqual(["file.tooBig", false]);
    expect(await faultOf(heic)).toEqual(["file.heic", true]);
  },
);

test("a HEIC that cannot be turned without a connection waits for the person, not for another format", async () => {
  worker({ kind: "noDecoder" });
  expect(await faultOf(heic)).toEqual(["file.heic", true]);
  vi.stubGlobal("navigator", { onLine: false });
  expect(await faultOf(heic)).toEqual(["file.failed", true]);
  worker({ kind: "unreadable" });
  expect(await faultOf(heic)).toEqual(["file.unreadable", false]);
});

test("what the server would refuse is refused at once: too few pixels, still too big", async () => {
  worker(ready(null, 299));
  expect(await prepareFile(photo(), limits)).toMatchObject({ fault: { key: "file.tooSmall", params: { min: 300 } } });
  worker(ready(new Blob([new Uint8Array(101)], { type: "image/jpeg" })));
  expect(await faultOf(photo(5000))).toEqual(["file.tooBig", false]);
});

test("a paper is neither looked at nor changed", async () => {
  worker({ kind: "unreadable" });
  const pdf = photo(50, "a.pdf", "application/pdf");
  expect(await prepareFile(pdf, limits)).toEqual({ kind: "ready", file: pdf, doubts: [] });
});
