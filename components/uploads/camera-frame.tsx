import { classes } from "@/components/ui/classes";

/** What is to be in the picture: a card, a page of paper, a face with the card beside it, a shop. */
export type FrameKind = "card" | "page" | "selfie" | "shop";

const line = "border-3 border-[#fff] rounded-card";
/** All around the frame is dimmed. */
const lit = "shadow-[0_0_0_200vmax_rgb(0_0_0/0.5)]";

// A card measures 85.6 by 54 mm (ISO/IEC 7810 ID-1), a page is A4.
const shapes: Record<Exclude<FrameKind, "selfie">, string> = {
  card: "w-[min(90vw,80dvh)] aspect-[85.6/54]",
  page: "h-[min(60dvh,124vw)] aspect-[210/297] landscape:h-[50dvh]",
  shop: "w-[min(92vw,68dvh)] aspect-[4/3]",
};

/** Lines over the viewfinder that show where to put what is photographed. They are not in the photo. */
export function CameraFrame({ kind }: { kind: FrameKind }) {
  if (kind !== "selfie") return <div aria-hidden="true" className={classes(line, lit, shapes[kind])} />;
  return (
    <div aria-hidden="true" className="flex flex-col items-center gap-[3dvh] landscape:flex-row">
      <div className="aspect-[3/4] h-[min(38dvh,76vw)] rounded-[50%] border-3 border-[#fff]" />
      <div className={classes(line, "aspect-[85.6/54] w-[min(46vw,30dvh)]")} />
    </div>
  );
}
