import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { env } from "./env";
import { ownCookie } from "./own-cookie";

const address = env().APP_URL;
afterAll(() => {
  env().APP_URL = address;
});

it("is for this host alone, over HTTPS alone, away from scripts, and sent along with no request of another site but a link", () => {
  env().APP_URL = "https://onboarding.example.com";
  const always = { httpOnly: true, sameSite: "lax", secure: true };
  expect(ownCookie("a")).toEqual({ name: "__Host-a", path: "/", ...always });
  expect(ownCookie("a", "/sign-in")).toEqual({ name: "__Secure-a", path: "/sign-in", ...always });
  // Browsers would take neither prefix from a portal on somebody's own machine.
  env().APP_URL = "http://localhost:3000";
  expect(ownCookie("a")).toEqual({ name: "a", path: "/", ...always, secure: false });
});

it("is what every cookie of ours is made with", () => {
  const sources = ["app", "lib"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((file) => /(?<!\.test|\.fixture)\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(file, "utf8") }));
  const made = sources.filter(({ text }) => /\b(sameSite|httpOnly|document\.cookie)\b/.test(text));
  expect(made.map(({ file }) => file)).toEqual([join("lib", "own-cookie.ts")]);
  const calls = sources.flatMap(({ text }) => text.match(/(?:cookies\(\)\)|jar)\.(?:set|delete)\([^;]*/g) ?? []);
  expect(calls.length).toBeGreaterThan(6);
  expect(calls.filter((call) => !/\b(cookie|sessionCookie)\(\)/.test(call))).toEqual([]);
});
