import { randomUUID } from "node:crypto";
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { z } from "zod";
import type { DokuAccount } from "../../lib/doku-account";
import { prepareSelfTest, selfTestToken } from "../../lib/kyb/self-test";
import { paths } from "../../lib/paths";
import { type Finding, found, whyUnreachable } from "./finding";

const check = "Callbacks";
const waitMs = 10_000;

const privateNets = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  privateNets.addSubnet(net, bits, "ipv4");
}
privateNets.addAddress("::1", "ipv6");
privateNets.addSubnet("fc00::", 7, "ipv6");
privateNets.addSubnet("fe80::", 10, "ipv6");

const isPrivate = (address: string) => privateNets.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** Whether only this machine or this network can reach the host; null when its name cannot be looked up. */
async function isHere(host: string): Promise<boolean | null> {
  const bare = host.replace(/^\[|\]$/g, "");
  if (isIP(bare)) return isPrivate(bare);
  if (bare === "localhost" || bare.endsWith(".localhost")) return true;
  try {
    return (await lookup(bare, { all: true })).every(({ address }) => isPrivate(address));
  } catch {
    return null;
  }
}

/** Whether DOKU can reach the address, as far as its name tells; the sandbox may be on this machine too. */
async function lookAtAddress(appUrl: URL, baseUrl: string): Promise<Finding> {
  const name = "Address";
  const [here, isDokuHere] = await Promise.all([isHere(appUrl.hostname), isHere(new URL(baseUrl).hostname)]);
  const is = `APP_URL is ${appUrl.origin}${appUrl.pathname === "/" ? "" : appUrl.pathname}`;
  if (here === null)
    return found(name, "broken", `${is}, a name that cannot be looked up.`, "Mend its DNS, or APP_URL.");
  if (isDokuHere === true) return found(name, "ok", `${is}; DOKU's address is on this machine or network too.`);
  if (here) {
    const todo =
      "Set APP_URL to the address at which the Internet reaches the portal. Behind your own proxy, with a DNS of your own inside, this may be right.";
    return found(name, "warn", `${is}, which from here is not on the Internet: DOKU could not call back.`, todo);
  }
  if (appUrl.protocol === "https:") return found(name, "ok", `${is}, over HTTPS.`);
  return found(
    name,
    "broken",
    `${is}, without HTTPS: callbacks and pages could be read on their way.`,
    "Serve it by HTTPS.",
  );
}

const answerSchema = z.object({ status: z.string(), reason: z.string().optional(), digest: z.string().optional() });

type Answer = { http: number; location: string | null; body: z.infer<typeof answerSchema> | null };

async function post(url: string, headers: Record<string, string>, body: string): Promise<Answer> {
  const signal = AbortSignal.timeout(waitMs);
  const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
  const text = (await response.text()).slice(0, 10_000);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = null;
  }
  const read = answerSchema.safeParse(json);
  return { http: response.status, location: response.headers.get("location"), body: read.success ? read.data : null };
}

function failedTest({ reason, digest }: z.infer<typeof answerSchema>, sentDigest: string): Finding {
  if (digest !== undefined && digest !== sentDigest) {
    const todo = "Let the proxy pass /api/webhooks/ as it is: no filter, no rewriting of bodies.";
    return found(check, "broken", "the portal was reached, but something changed the body on its way.", todo);
  }
  if (reason === "missing_header") {
    const todo = "Let the proxy pass Client-Id, Request-Id, Request-Timestamp and Signature.";
    return found(check, "broken", "the portal was reached, but a header was dropped on the way.", todo);
  }
  if (reason === "stale" || reason === "ahead") {
    const todo = "Let both machines keep their time by NTP.";
    return found(check, "broken", "the portal was reached, but its clock differs from ours by minutes.", todo);
  }
  const todo = "APP_URL must be the same here and there; start the portal anew after it was changed.";
  return found(check, "broken", "the portal was reached, but reckons the signature from another path.", todo);
}

/** @param isSure whether these are the credentials that the portal uses */
function findingOf({ http, location, body }: Answer, sentDigest: string, isSure: boolean): Finding {
  if (body?.status === "self_test") {
    const says = "a signed test callback went through our public address, and address, bytes and signature are right.";
    return found(check, "ok", says);
  }
  if (body?.status === "self_test_failed") return failedTest(body, sentDigest);
  if (body?.status === "unknown_token") {
    if (!isSure) {
      const says = "the portal answers at our address, but has another secret key than these settings.";
      return found(
        check,
        "warn",
        says,
        "Right when staff have set one at /desk/settings; run this with PostgreSQL to be sure.",
      );
    }
    const todo = "Start it anew with these settings; or another Sambut answers at that address.";
    return found(check, "broken", "the portal that answers at our address has another secret key.", todo);
  }
  if (http >= 300 && http < 400) {
    const to = location && URL.canParse(location) ? ` to ${new URL(location).origin}` : "";
    const todo = "Set APP_URL to the address itself: DOKU signs the path, and a redirect loses the body.";
    return found(check, "broken", `our address redirects${to}.`, todo);
  }
  if (http >= 500) {
    const todo = "Is the portal running? Look at its log and at the proxy's.";
    return found(check, "broken", `our address answers with an error (HTTP ${http}).`, todo);
  }
  const todo = "The proxy must hand /api/webhooks/ on to the portal, path and method unchanged, without signing in.";
  return found(check, "broken", `something else than the portal answers at our address (HTTP ${http}).`, todo);
}

/**
 * Sends a signed callback to our own public address, with a token that belongs to no merchant (lib/kyb/self-test).
 * @param isSure whether `account` is what the portal uses, and not only what the settings say
 */
export async function checkCallback(appUrl: string, account: DokuAccount, isSure: boolean): Promise<Finding[]> {
  const address = await lookAtAddress(new URL(appUrl), account.baseUrl);
  const url = `${appUrl}${paths.webhook(selfTestToken(account.secretKey))}`;
  const facts = { path: new URL(url).pathname, requestId: randomUUID(), now: new Date() };
  const { headers, body, digest } = prepareSelfTest(account, facts);
  try {
    return [address, findingOf(await post(url, headers, body), digest, isSure)];
  } catch (error) {
    const says = `our own address cannot be reached from here: ${whyUnreachable(error)}.`;
    return [address, found(check, "broken", says, "Start the portal, then check DNS, certificate and firewall.")];
  }
}
