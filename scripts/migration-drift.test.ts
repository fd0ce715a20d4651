import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { outOfOrder } from "./migration-drift";

it("finds a migration that databases would pass over, because it is older than the one before it", () => {
  const entries = [
    { tag: "0000_start", when: 10 },
    { tag: "0001_theirs", when: 30 },
    { tag: "0002_ours", when: 20 },
  ];
  expect(outOfOrder(JSON.stringify({ entries }))).toEqual(["0002_ours"]);
  expect(outOfOrder(readFileSync("db/migrations/meta/_journal.json", "utf8"))).toEqual([]);
});
