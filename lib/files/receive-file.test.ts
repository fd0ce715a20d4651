import sharp from "sharp";
import { expect, it } from "vitest";
import { holdFreshKeys } from "@/db/data-keys";
import type { Requirement } from "../domain/requirements";
import { receiveFile } from "./receive-file";

holdFreshKeys();
const requirement = { category: "PHOTO", maxBytes: 1_000_000, extensions: ["png", "jpg"] } as unknown as Requirement;

it("holds few whole files in memory at a time, and takes all of them in the end, also after one that is refused", async () => {
  const picture = await sharp({ create: { width: 400, height: 400, channels: 3, background: "#888888" } })
    .png()
    .toBuffer();
  let held = 0;
  let most = 0;
  const receive = (content: Buffer) =>
    receiveFile(
      crypto.randomUUID(),
      (async function* () {
        yield content;
      })(),
      requirement,
      async (file) => {
        held += 1;
        most = Math.max(most, held);
        // Long enough for a second one to come, on a slow machine too.
        await expect.poll(() => most).toBeGreaterThan(1);
        held -= 1;
        return file.mediaType;
      },
    );
  const refused = Array.from({ length: 6 }, () => receive(Buffer.from("no picture")).catch(() => "refused"));
  const kept = await Promise.all([...refused, ...Array.from({ length: 12 }, () => receive(picture))]);
  expect(kept).toEqual([...Array(6).fill("refused"), ...Array(12).fill("image/png")]);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
});
