import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/components/ui/classes";
import type { ReasonPicture } from "@/lib/domain/reasons";
import { PhotoDrawing } from "./photo-drawings";

/** A drawn photo with its verdict below, and in words what makes it good or bad. */
export function PhotoExample({ mark, children, ...picture }: ReasonPicture & { mark: string; children?: ReactNode }) {
  const Mark = picture.flaw ? X : Check;
  return (
    <figure className="min-w-0">
      <PhotoDrawing {...picture} />
      <figcaption className="mt-1.5 text-sm">
        <span className={classes("flex items-center gap-1 font-semibold", picture.flaw ? "text-bad" : "text-ok")}>
          <Mark aria-hidden="true" size={16} strokeWidth={2.6} />
          {mark}
        </span>
        {children ? <span className="text-soft">{children}</span> : null}
      </figcaption>
    </figure>
  );
}
