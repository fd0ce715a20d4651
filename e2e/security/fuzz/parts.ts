/** Parts of pages, as Next's router asks for them and as it never does. */
import fc from "fast-check";
import { computeLegacyCacheBustingSearchParam } from "next/dist/shared/lib/router/utils/cache-busting-search-param.js";
import { paths } from "@/lib/paths";
import type { Aim } from "./run";
import type { Wire } from "./send";
import { headerText } from "./values";

const shown = JSON.stringify(["", { children: ["desk", { children: ["__PAGE__", {}] }] }, null, null]);
const half = shown.slice(0, 20);

const maybe = (...known: string[]) =>
  fc.oneof(fc.constant(undefined), fc.constantFrom(...known), headerText) as fc.Arbitrary<string | undefined>;

const steps = ["1", "2", "3"] as const;

/** The number that Next wants in the address, made of these headers; without the right one it only leads there. */
function numberOf([prefetch, segment, tree, from]: (string | undefined)[]): string {
  const [known, trimmed] = [steps.find((step) => step === prefetch?.trim()), (text?: string) => text?.trim()];
  return computeLegacyCacheBustingSearchParam(known, trimmed(segment) || undefined, trimmed(tree), trimmed(from));
}

const names = ["Next-Router-Prefetch", "Next-Router-Segment-Prefetch", "Next-Router-State-Tree", "Next-Url"];

export const parts = ({ applicationId, fileId }: Aim): fc.Arbitrary<Wire> =>
  fc
    .tuple(
      fc.constantFrom(
        "/",
        "/sign-in",
        "/onboarding/status",
        "/desk",
        "/nothing",
        "/invitation/%ff",
        "/desk/merchants/%",
        "/_global-error",
        paths.deskMerchant(applicationId),
        paths.file(fileId),
      ),
      fc.tuple(
        maybe(...steps),
        maybe("/_tree", "/_index", "/__PAGE__"),
        maybe(encodeURIComponent(shown), encodeURIComponent(half)),
        maybe("/desk", "/onboarding"),
      ),
      fc.boolean(),
    )
    .map(([path, values, isPart]): Wire => {
      const given = names.flatMap((name, index): Wire["headers"] => {
        const value = values[index];
        return value === undefined ? [] : [[name, value]];
      });
      const headers: Wire["headers"] = isPart ? [["RSC", "1"], ...given] : given;
      return { method: "GET", path: `${path}?_rsc=${numberOf(values)}`, headers, body: Buffer.alloc(0) };
    });
