import { afterEach, expect, test, vi } from "vitest";
import { pieceBytes, pieceHeader } from "@/lib/domain/upload-pieces";
import { sendFile } from "./send-file";

type Sent = { method: string; piece: string | null };
let sent: Sent[] = [];

/** Answers each request with the next of these, as a browser's own would; status 0 breaks the connection. */
function portal(...answers: { status: number; body?: unknown }[]): void {
  sent = [];
  class Request {
    upload: { onload?: () => void } = {};
    onload: () => void = () => {};
    onerror: () => void = () => {};
    status = 0;
    responseText = "";
    readonly now: Sent = { method: "", piece: null };
    open(method: string) {
      this.now.method = method;
    }
    setRequestHeader(name: string, value: string) {
      if (name === pieceHeader) this.now.piece = value;
    }
    send() {
      const answer = answers[sent.length] ?? { status: 500 };
      sent.push(this.now);
      this.status = answer.status;
      this.responseText = JSON.stringify(answer.body ?? {});
      if (answer.status > 0) this.onload();
      else this.onerror();
    }
    abort() {}
  }
  vi.stubGlobal("XMLHttpRequest", Request);
}
afterEach(() => {
  vi.unstubAllGlobals();
});

const send = (bytes: number) =>
  sendFile("/api/uploads?slot=s", new Blob([new Uint8Array(bytes)]), "key", () => {}, new AbortController().signal);
const large = pieceBytes + 5;
const file = { id: "f" };

test("a small file is PUT whole, a large one goes in pieces by another method", async () => {
  portal({ status: 200, body: file });
  expect(await send(5)).toEqual({ kind: "stored", file });
  expect(sent).toEqual([{ method: "PUT", piece: null }]);
  portal({ status: 202 }, { status: 200, body: file });
  expect(await send(large)).toEqual({ kind: "stored", file });
  expect(sent).toEqual([
    { method: "POST", piece: `0-${pieceBytes}/${large}` },
    { method: "POST", piece: `${pieceBytes}-${large}/${large}` },
  ]);
});

const sendAs = (key: string, bytes: number) =>
  sendFile("/api/uploads?slot=s", new Blob([new Uint8Array(bytes)]), key, () => {}, new AbortController().signal);
const starts = () => sent.map(({ piece }) => Number(piece?.split("-")[0]) / pieceBytes);
const third = 2 * pieceBytes + 5;

test("goes on with the piece that failed, and from the server's mark where that is another one", async () => {
  portal({ status: 202, body: { next: pieceBytes } }, { status: 503 });
  expect(await sendAs("goes-on", third)).toMatchObject({ kind: "failed" });
  portal(
    { status: 202, body: { next: 2 * pieceBytes } },
    // What had arrived before is gone by now.
    { status: 202, body: { next: 0 } },
    { status: 202, body: { next: pieceBytes } },
    { status: 202, body: { next: 2 * pieceBytes } },
    { status: 200, body: file },
  );
  expect(await sendAs("goes-on", third)).toEqual({ kind: "stored", file });
  expect(starts()).toEqual([1, 2, 0, 1, 2]);
  portal({ status: 200, body: file });
  await sendAs("another", third);
  expect(starts()).toEqual([0]);
});

test("a connection that breaks in the last piece costs that piece, not the whole file", async () => {
  portal({ status: 202, body: { next: pieceBytes } }, { status: 202, body: { next: 2 * pieceBytes } }, { status: 0 });
  expect(await sendAs("cut", third)).toEqual({ kind: "failed", fault: { key: "file.failed" } });
  portal({ status: 200, body: file });
  expect(await sendAs("cut", third)).toEqual({ kind: "stored", file });
  expect(starts()).toEqual([2]);
});

test("leaves a server alone that wants the same piece again and again, or one that there is not", async () => {
  portal(...Array.from({ length: 50 }, () => ({ status: 202, body: { next: 0 } })));
  expect(await sendAs("loops", third)).toEqual({ kind: "failed", fault: { key: "file.failed" } });
  expect(sent).toHaveLength(6);
  portal({ status: 202, body: { next: 17 } }, { status: 200, body: file });
  expect(await sendAs("odd", third)).toMatchObject({ kind: "stored" });
  expect(starts()).toEqual([0, 0]);
});

test.each([
  [403, "refused", "signedOut"],
  [401, "refused", "signedOut"],
  [413, "refused", "file.tooBigToSend"],
  [502, "failed", "unavailable"],
  [400, "refused", "file.failed"],
])("an answer %i without words of ours says what happened", async (status, kind, key) => {
  portal({ status });
  expect(await send(5)).toEqual({ kind, fault: { key } });
  portal({ status, body: { error: "storageFull" } });
  expect(await send(5)).toEqual({ kind, fault: { key: "storageFull" } });
});

test("a portal of the version before, which refuses pieces, is asked again later, once another one answers", async () => {
  portal({ status: 405 });
  expect(await send(large)).toMatchObject({ kind: "failed" });
  expect(sent).toHaveLength(1);
});
