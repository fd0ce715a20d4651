/** What a browser is told about each page, and that it keeps to it: by pages into which somebody has put what they want. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** The page as it would come if somebody had got markup into it. */
async function openWith(page: Page, address: string, markup: string): Promise<void> {
  await page.route(address, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace("</main>", `${markup}</main>`);
    const { "content-encoding": _, ...headers } = answer.headers();
    await route.fulfill({ status: 200, headers, body });
  });
  await page.goto(address);
}

const policyOf = (headers: Record<string, string>) =>
  new Map(
    (headers["content-security-policy"] ?? "").split("; ").map((directive): [string, string[]] => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );

test("each page has a nonce of its own, and no script or style without one", async ({ request, portal }) => {
  const nonces = new Set<string>();
  for (const path of ["/sign-in", "/sign-in", "/nowhere", "/invitation/renewed"]) {
    const answer = await request.get(`${portal.url}${path}`);
    const policy = policyOf(answer.headers());
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("script-src")).toEqual([expect.stringMatching(/^'nonce-.{24}'$/), "'strict-dynamic'"]);
    expect([...(policy.get("style-src") ?? []), ...(policy.get("script-src") ?? [])].join()).not.toContain("unsafe");
    expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
    expect(policy.get("base-uri")).toEqual(["'none'"]);
    const nonce = policy.get("script-src")?.[0]?.slice("'nonce-".length, -1) ?? "";
    nonces.add(nonce);
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.filter((script) => script !== "<script>" && !script.includes(`nonce="${nonce}"`))).toEqual([]);
  }
  expect(nonces.size).toBe(4);
});

test("what somebody puts into a page neither runs, loads nor draws", async ({ browser, portal }) => {
  const page = await browser.newPage({ baseURL: portal.url });
  const asked: string[] = [];
  await page.route("https://elsewhere.test/**", (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  // React would draw a page anew that is not as it left it, and take all of this out.
  await page.route(/\/_next\/static\/.*\.js/, (route) => route.abort());
  await openWith(
    page,
    `${portal.url}/sign-in`,
    `<script>window.taken = "script"</script>
     <script src="https://elsewhere.test/x.js"></script>
     <img src="/nowhere.png" onerror="window.taken = 'handler'">
     <img src="https://elsewhere.test/pixel.png">
     <style>main { display: none }</style>
     <iframe src="https://elsewhere.test/"></iframe>
     <form action="https://elsewhere.test/taken" id="away"><button>away</button></form>
     <base href="https://elsewhere.test/">`,
  );
  await expect(page.locator("main button[type=submit]").first()).toBeVisible();
  await page.locator("#away").evaluate((form: HTMLFormElement) => form.requestSubmit());
  await page.waitForLoadState();
  expect(await page.evaluate(() => "taken" in window)).toBe(false);
  expect(new URL(page.url()).origin).toBe(portal.url);
  expect(asked).toEqual([]);
  await page.close();
});

test("scripts of ours cannot be made to write markup or fetch scripts from elsewhere", async ({ browser, portal }) => {
  const page = await browser.newPage({ baseURL: portal.url });
  await page.goto("/sign-in");
  const tries = await page.evaluate(() => {
    const attempt = (what: () => void) => {
      try {
        what();
        return "done";
      } catch (error) {
        return error instanceof Error ? error.name : "thrown";
      }
    };
    return {
      markup: attempt(() => {
        document.createElement("div").innerHTML = "<img src=x onerror=alert(1)>";
      }),
      address: attempt(() => {
        document.createElement("script").src = "https://elsewhere.test/x.js";
      }),
      upload: attempt(() => {
        document.createElement("script").src = "/api/uploads/1";
      }),
      text: attempt(() => {
        document.createElement("script").text = "window.taken = 1";
      }),
    };
  });
  expect(tries).toEqual({
    markup: "TypeError",
    address: "TypeError",
    upload: "TypeError",
    text: "TypeError",
  });
  await page.close();
});

test("answers that are no pages load nothing, and all of them say how they may be used", async ({
  request,
  portal,
}) => {
  const page = await (await request.get(`${portal.url}/sign-in`)).text();
  const script = /\/_next\/static\/[^"]+\.js/.exec(page)?.[0] ?? "";
  const answers: [string, type: RegExp][] = [
    ["/api/health", /^application\/json/],
    ["/api/drafts?part=profile", /^application\/json/],
    ["/api/logo", /^$/],
    ["/api/nowhere", /^text\/html; charset=utf-8$/],
    ["/api/uploads/nothing", /^application\/json/],
    ["/logo/nothing", /^application\/json/],
    ["/api/webhooks/doku/nobody", /^$/],
    ["/onboarding", /^text\/html; charset=utf-8$/],
    ["/sign-in", /^text\/html; charset=utf-8$/],
    [script, /^(text|application)\/javascript/],
  ];
  for (const [path, type] of answers) {
    const headers = (await request.get(`${portal.url}${path}`, { maxRedirects: 0 })).headers();
    expect(headers["content-security-policy"], path).toContain("default-src 'none'");
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["strict-transport-security"], path).toBe("max-age=63072000; includeSubDomains");
    expect(headers["cross-origin-resource-policy"], path).toMatch(
      path.startsWith("/logo/") ? "cross-origin" : "same-origin",
    );
    expect(headers["content-type"] ?? "", path).toMatch(type);
  }
  const card = await request.get(`${portal.url}/social-card`);
  expect(card.headers()["cross-origin-resource-policy"]).toBe("cross-origin");
});
