import { expect, it } from "vitest";
import { paths } from "@/lib/paths";
import { GET } from "./route";

// No provider is set: whoever gets past the first question is told that it did not answer.
const leadsTo = async (from: string | null) => {
  const headers: Record<string, string> = from ? { "Sec-Fetch-Site": from } : {};
  const answer = await GET(new Request(`http://portal.test${paths.sso}`, { headers }));
  const { pathname, search } = new URL(answer.headers.get("Location") ?? "");
  return pathname + search;
};

it("begins with a press on our own page, and never because another site's page leads there", async () => {
  for (const from of ["cross-site", "same-site"]) expect(await leadsTo(from)).toBe(paths.signIn);
  for (const from of ["same-origin", "none", null]) expect(await leadsTo(from)).toBe(`${paths.signIn}?error=sso`);
});
