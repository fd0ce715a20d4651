import type { ReactNode } from "react";
import { classes } from "./classes";

export type PageWidth = "form" | "text" | "wide";

export const pageWidths: Record<PageWidth, string> = {
  form: "max-w-[640px]",
  text: "max-w-[760px]",
  wide: "max-w-[1240px]",
};

/** The page's one `main`, where the skip link leads. */
export function PageBody({
  width = "text",
  className,
  children,
}: {
  width?: PageWidth | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className={classes("mx-auto w-full px-5 pt-7 pb-16 outline-none sm:pt-10", pageWidths[width], className)}
    >
      {children}
    </main>
  );
}
