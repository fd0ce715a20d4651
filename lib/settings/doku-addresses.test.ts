import { expect, it, vi } from "vitest";
import { apiPath } from "../doku/request";

async function allowed(settings: Record<string, string>, addresses: readonly string[]): Promise<boolean[]> {
  vi.resetModules();
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  try {
    const { isAllowedAddress } = await import("./doku-addresses");
    return addresses.map(isAllowedAddress);
  } finally {
    vi.unstubAllEnvs();
    vi.resetModules();
  }
}

const dokus = ["https://api-uat.doku.com", "https://api.doku.com"];
const elsewhere = ["https://api.doku.com.example.com", "https://169.254.169.254", "https://evil.example.com"];
const ownMachine = ["http://127.0.0.1:4010", "http://localhost:4010"];

it("lets signed requests go to DOKU and to what the settings of the process name, and nowhere else", async () => {
  const settings = {
    APP_URL: "https://onboarding.example.com",
    DOKU_BASE_URL: "https://doku.example.com",
    DOKU_OTHER_ADDRESSES: "https://sandbox.example.com/, https://second.example.com:8443",
  };
  const named = ["https://doku.example.com", "https://sandbox.example.com", "https://second.example.com:8443"];
  expect(await allowed(settings, [...dokus, ...named])).toEqual([true, true, true, true, true]);
  expect(await allowed(settings, [...elsewhere, ...ownMachine])).not.toContain(true);
});

it("lets a portal on one's own machine use a sandbox there", async () => {
  const settings = { APP_URL: "http://localhost:3000", DOKU_BASE_URL: "https://api-uat.doku.com" };
  expect(await allowed(settings, ownMachine)).toEqual([true, true]);
  expect(await allowed(settings, elsewhere)).not.toContain(true);
});

it("keeps a path on DOKU's host, whatever an id looks like", () => {
  for (const id of ["../../x", "//evil.example.com", "@evil.example.com", "a\\..\\b", "%2e%2e", "?x", "#x"]) {
    const { origin, pathname } = new URL(`https://api.doku.com${apiPath("business", id)}`);
    expect([origin, pathname.startsWith(apiPath("business"))]).toEqual(["https://api.doku.com", true]);
  }
});
