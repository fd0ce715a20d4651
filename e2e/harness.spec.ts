import { existsSync } from "node:fs";
import { expect, test } from "./fixtures";

test("the portal and the sandbox answer, in the language of the browser", async ({ page, sandbox }) => {
  await page.goto("/sign-in");
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
  expect(await sandbox.businesses("a business that nobody registered")).toEqual([]);
});

test("a killed portal comes back on the same folder", async ({ portal, request }) => {
  await portal.kill();
  await expect(request.get("/api/health")).rejects.toThrow();
  await portal.restart();
  await expect(await request.get("/api/health")).toBeOK();
  expect(existsSync(portal.logFile)).toBe(true);
});
