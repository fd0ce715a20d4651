/**
 * Whatever stands in an address of ours and changes with it: who makes it, and that nobody can guess one from another. An id is no
 * permission all the same: every door asks who comes (e2e/security/matrix.spec.ts).
 */
import { readdirSync } from "node:fs";
import { getTableColumns } from "drizzle-orm";
import { expect, it } from "vitest";
import { applications, dokuCalls, files, invitationBatches, replays } from "@/db/schema";
import { newToken } from "@/lib/crypto/tokens";
import { businessParts } from "@/lib/domain/business";
import { sectionSlugs } from "@/lib/domain/correction";
import { newEventId } from "@/lib/kyb/event-id";

/**
 * `row`: the database makes a random UUID. `made`: we do. `word`: one of a short list, the same for everybody, about the reader's own
 * or beside an id.
 */
type Maker = { row: { id: { default?: unknown } } } | { made: () => string } | { word: readonly string[] };

const application = { row: applications } as const;
const section = { word: Object.keys(sectionSlugs) } as const;
const link = { made: newToken } as const;

const makers: Record<string, Maker | Maker[]> = {
  "/onboarding/business/[part]": { word: businessParts },
  "/onboarding/change/[section]": section,
  "/onboarding/correct/[section]": section,
  // Callbacks, and calls.
  "/desk/events/[eventId]": [{ made: newEventId }, { row: dokuCalls }],
  "/desk/events/replays/[replayId]": { row: replays },
  "/desk/invitations/[applicationId]": application,
  "/desk/invitations/import/[batchId]": { row: invitationBatches },
  "/desk/merchants/[applicationId]": application,
  "/desk/merchants/[applicationId]/correct/[section]": section,
  "/api/corrections/[applicationId]": application,
  "/api/desk/merchants/[applicationId]": application,
  // Or a keyed hash, where a phone names its upload (lib/onboarding/attach-file).
  "/api/desk/merchants/[applicationId]/uploads/[fileId]": { row: files },
  "/api/invitations/batches/[batchId]": { row: invitationBatches },
  "/api/live/[applicationId]": application,
  "/api/uploads/[id]": { row: files },
  // Kept as a hash beside the sealed token; links are kept as hashes alone.
  "/api/webhooks/doku/[token]": link,
  "/invitation/[token]": link,
  "/sign-in/link/[token]": link,
  // Random too (lib/settings/save-logo), and no secret: it stands in every page and mail.
  "/logo/[id]": { made: () => crypto.randomUUID() },
};

it("are all listed", () => {
  const folders = readdirSync("app", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith("["))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice("app".length).replaceAll(/\/\([^)]*\)/g, ""));
  expect([...new Set(folders)].sort()).toEqual(Object.keys(makers).sort());
});

/** What two of them made at the same moment have in common says nothing of the next: at least the last 60 bits are random. */
function expectUnguessable(make: () => string): void {
  const made = Array.from({ length: 200 }, make);
  for (const one of made) expect(one).toMatch(/^(?:[0-9a-f-]{36}|[\w-]{43})$/);
  // 16 hexadecimal digits of a UUID, with two bits that say which kind it is.
  expect(new Set(made.map((one) => one.slice(-17))).size).toBe(made.length);
  for (let place = 1; place <= 12; place += 1) {
    expect(new Set(made.map((one) => one.at(-place))).size, `the ${place}th from behind`).toBeGreaterThan(8);
  }
}

it.each(Object.entries(makers).flatMap(([address, maker]) => [maker].flat().map((one) => [address, one] as const)))(
  "%s",
  (_, maker) => {
    if ("word" in maker) expect(maker.word.length).toBeGreaterThan(1);
    else if ("made" in maker) expectUnguessable(maker.made);
    else {
      const { id } = getTableColumns(maker.row as typeof applications);
      expect(JSON.stringify((id.default as { queryChunks?: unknown }).queryChunks)).toContain("gen_random_uuid()");
    }
  },
);
