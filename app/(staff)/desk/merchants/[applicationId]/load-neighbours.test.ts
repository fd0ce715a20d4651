import { expect, it } from "vitest";
import { assignCase } from "@/lib/desk/assign";
import { kybStage, type Merchant, refuse } from "@/lib/testing/kyb-stage";
import { addStaff } from "@/lib/testing/staff";
import { caseAddress, fromIn, listAddress } from "./case-address";
import { loadNeighbours } from "./load-neighbours";

const stage = kybStage();

async function refused(name: string): Promise<Merchant> {
  const merchant = await stage.registered(name);
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  return merchant;
}

it("goes through the list that the reader came from, and on to what stands first when its own is gone", async () => {
  const rani = await addStaff();
  const merchants = [await refused("Toko A"), await refused("Toko B"), await refused("Toko C")];
  const ids = merchants.map(({ applicationId }) => applicationId);
  const [a = "", b = "", c = ""] = ids;
  // Those of one's own, so that nothing else is in the list.
  for (const applicationId of ids) {
    await assignCase({ actor: rani, input: { applicationId, assigneeId: rani.userId } });
  }
  const from = "assignee=me&view=all&sort=name";
  const around = (id: string) => loadNeighbours(id, { from, userId: rani.userId, now: new Date() });
  const address = (id: string) => caseAddress(id, { from, history: null });
  expect(await around(a)).toEqual({ previousHref: null, nextHref: address(b) });
  expect(await around(b)).toEqual({ previousHref: address(a), nextHref: address(c) });
  expect(await around(c)).toEqual({ previousHref: address(b), nextHref: null });

  await assignCase({ actor: rani, input: { applicationId: b, assigneeId: null } });
  expect(await around(b)).toEqual({ previousHref: null, nextHref: address(a) });
});

it("makes nothing of an address but a query of our own list", () => {
  expect(fromIn("view=rejected&q=toko a")).toBe("view=rejected&q=toko+a");
  expect(fromIn(["a", "b"])).toBeNull();
  expect(fromIn("x".repeat(1_001))).toBeNull();
  expect(listAddress(fromIn("//evil.test/?x"))).toMatch(/^\/desk\?/);
  expect(listAddress(null)).toBe("/desk");
});
