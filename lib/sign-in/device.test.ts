import { userAgent } from "next/server";
import { expect, it } from "vitest";
import { deviceOf } from "../domain/device";

const chromeOn = (system: string, more = "") =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 ${more}Safari/537.36`;

/** As Next names it, which is where it comes from. */
function device(agent: string) {
  const { browser, os } = userAgent({ headers: new Headers({ "user-agent": agent }) });
  const { browser: name, system } = deviceOf({ browser: browser.name, system: os.name });
  return `${name} ${system}`;
}

it("knows the common browsers and systems", () => {
  expect(device(chromeOn("Linux; Android 15; SM-A165F", "Mobile "))).toBe("Chrome Android");
  expect(device(chromeOn("Windows NT 10.0; Win64; x64"))).toBe("Chrome Windows");
  expect(device(`${chromeOn("Windows NT 10.0; Win64; x64")} Edg/140.0.0.0`)).toBe("Edge Windows");
  expect(device(`${chromeOn("Macintosh; Intel Mac OS X 10_15_7")} OPR/121.0.0.0`)).toBe("Opera macOS");
  expect(device(chromeOn("Linux; Android 14; SM-S901B", "SamsungBrowser/28.0 Mobile "))).toBe(
    "Samsung Internet Android",
  );
  expect(
    device(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    ),
  ).toBe("Safari iOS");
  expect(device("Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0")).toBe("Firefox Linux");
});

it("keeps nothing of what it does not know", () => {
  for (const agent of ["", "curl/8.5.0", "Rani's own browser on a ship", "x".repeat(10_000)]) {
    expect(device(agent)).toBe("null null");
  }
});
