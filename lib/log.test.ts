import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { failureOfAnswer } from "./doku/failure";
import { errorKind } from "./log";

it("names the kind of an error without its words, which may quote personal data", () => {
  const answer = { status: 422, body: { code: "NIK 3171234567890123 is used" }, retryAfterMs: null };
  const refusal = failureOfAnswer({ endpoint: "register-business", requestId: "r", writes: true }, answer);
  expect(errorKind(refusal)).toBe("DokuError rejected");
  expect(errorKind(Object.assign(new Error("mail for budi@merchant.test"), { code: "ECONNRESET" }))).toBe(
    "Error ECONNRESET",
  );
  expect(errorKind(Object.assign(new Error("x"), { code: "Budi Santoso, Jakarta" }))).toBe("Error");
  expect(errorKind("budi@merchant.test")).toBe("string");
});

it("writes a line of JSON for each thing, with when in UTC, how bad and what, whatever a field holds", () => {
  const field = 'a\n{"level":"error","msg":"forged"}\u2028\u001b[31m';
  const script = `import("./lib/log.ts").then(({ log }) => { for (const one of ["warn", "info"]) log[one]("callback", { answer: ${JSON.stringify(field)} }); });`;
  const lines = execFileSync(process.execPath, ["--import", "tsx", "-e", script], {
    encoding: "utf8",
    env: { ...process.env, LOG_LEVEL: "info" },
  })
    .trimEnd()
    .split("\n");
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const said = (level: string) => ({ level, time, answer: field, msg: "callback" });
  expect(lines.map((line) => JSON.parse(line))).toEqual([said("warn"), said("info")]);
});

/** Every call of the log in the product: what it says, and the names of what it carries. */
function logCalls(): { event: string; fields: string[] }[] {
  const files = ["app", "db", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  const sources = files.filter((name) => /(?<!\.test|\.fixture)\.tsx?$/.test(name));
  const call = /\blog\.(?:info|warn|error)\(\s*["`]([^"`]+)["`](?:,\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\})?/g;
  return sources.flatMap((name) =>
    [...readFileSync(name, "utf8").matchAll(call)].map(([, event = "", fields = ""]) => ({
      event,
      fields: [...fields.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, field = ""]) => field),
    })),
  );
}

it("every message is in the list of docs/operations.md", () => {
  const listed = readFileSync("docs/operations.md", "utf8");
  const calls = logCalls();
  expect(calls.length).toBeGreaterThan(40);
  const unlisted = calls
    .map(({ event }) => event.replace(/\$\{.*\}/, ""))
    .filter((event) => !listed.includes(`\`${event}`));
  expect([...new Set(unlisted)]).toEqual([]);
});

it("carries ids, counts and words of ours, and nothing that names a person", () => {
  const personal = /mail$|email|address|name$|phone|nik|npwp|account|body|header|url|path|text|message/i;
  const suspicious = logCalls().flatMap(({ event, fields }) =>
    fields.filter((field) => personal.test(field)).map((f) => `${event} ${f}`),
  );
  expect(suspicious).toEqual([]);
});
