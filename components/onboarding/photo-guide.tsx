import type { PhotoFlaw } from "@/lib/domain/reasons";
import { PhotoExample } from "./photo-example";

type PictureKey = "good" | "cropped" | "glare" | "blurred" | "selfieGood" | "selfieBad" | "shopGood" | "shopBad";

/** `kinds` chooses the pictures: those of what DOKU asks for. */
export type PhotoGuideTexts = Record<PictureKey | "goodMark" | "badMark", string>;
export type PhotoKind = "card" | "selfie" | "shop";

const picturesOf: Record<PhotoKind, { key: PictureKey; flaw: PhotoFlaw | null }[]> = {
  card: [
    { key: "good", flaw: null },
    { key: "cropped", flaw: "cropped" },
    { key: "glare", flaw: "glare" },
    { key: "blurred", flaw: "blurred" },
  ],
  selfie: [
    { key: "selfieGood", flaw: null },
    { key: "selfieBad", flaw: "covered" },
  ],
  shop: [
    { key: "shopGood", flaw: null },
    { key: "shopBad", flaw: "no_sign" },
  ],
};

/** Drawn examples of a good photo and of those that are refused most. */
export function PhotoGuide({ kinds, texts }: { kinds: readonly PhotoKind[]; texts: PhotoGuideTexts }) {
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      {kinds.flatMap((kind) =>
        picturesOf[kind].map(({ key, flaw }) => (
          <PhotoExample key={key} subject={kind} flaw={flaw} mark={flaw ? texts.badMark : texts.goodMark}>
            {texts[key]}
          </PhotoExample>
        )),
      )}
    </div>
  );
}
