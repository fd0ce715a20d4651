/** Where the accounts of each social network live on the web. */
import type { socialMediaCodes } from "./choices";
import { urlSchema } from "./fields/url";

type Network = {
  /** Its own site first, then those that its links also begin with. */
  sites: readonly [string, ...string[]];
  /** What stands before the name in an account's address; null where a name alone does not tell which address it is. */
  account: string | null;
};

const networks: Record<(typeof socialMediaCodes)[number], Network> = {
  INSTAGRAM: { sites: ["instagram.com", "instagr.am", "ig.me"], account: "https://instagram.com/" },
  FACEBOOK: { sites: ["facebook.com", "fb.com", "fb.me", "fb.watch"], account: "https://facebook.com/" },
  TIKTOK: { sites: ["tiktok.com"], account: "https://tiktok.com/@" },
  TWITTER: { sites: ["x.com", "twitter.com"], account: "https://x.com/" },
  YOUTUBE: { sites: ["youtube.com", "youtu.be"], account: "https://youtube.com/@" },
  LINKEDIN: { sites: ["linkedin.com", "lnkd.in"], account: null },
};

function networkOf(code: unknown): Network | undefined {
  return Object.entries(networks).find(([known]) => known === code)?.[1];
}

/** `@warung` as the address of that account, where the network is known and a name is enough; anything else stays as typed. */
export function accountAddress(code: unknown, typed: string): string {
  const name = typed.trim().match(/^@([\w.-]{2,60})$/)?.[1];
  const account = networkOf(code)?.account;
  return name && account ? account + name : typed;
}

/** The site of the chosen network when the address is on another one; null when they fit, or one of them is not known yet. */
export function otherNetwork(code: unknown, url: unknown): string | null {
  const network = networkOf(code);
  const parsed = urlSchema.safeParse(url);
  if (!network || !parsed.success) return null;
  const { hostname } = new URL(parsed.data);
  const isOnSite = network.sites.some((site) => hostname === site || hostname.endsWith(`.${site}`));
  return isOnSite ? null : network.sites[0];
}
