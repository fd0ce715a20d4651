import type { ComponentProps } from "react";
import { type ButtonLook, buttonClasses } from "./button";
import { Link } from "./link";

/** A link that looks like a button: for going somewhere, not for doing something. */
export function ButtonLink({
  variant = "primary",
  size = "md",
  wide = false,
  className,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook) {
  return <Link {...rest} className={buttonClasses(variant, size, wide, className)} />;
}
