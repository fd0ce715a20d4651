import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link inside the portal. It fetches nothing ahead: every page is made for its reader when it is asked for, so there
 * is little to have early, and a desk full of links would ask for dozens of pages anew at each live update.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, "prefetch">) {
  return <NextLink {...props} prefetch={false} />;
}
