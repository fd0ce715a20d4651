import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/components/ui/classes";

/** `kinds` chooses the pictures: those of what DOKU asks for. */
export type PhotoGuideTexts = Record<
  | "good"
  | "cropped"
  | "glare"
  | "blurred"
  | "selfieGood"
  | "selfieBad"
  | "shopGood"
  | "shopBad"
  | "goodMark"
  | "badMark",
  string
>;
export type PhotoKind = "card" | "selfie" | "shop";

const frame = "fill-[var(--hover)]";
const sheet = "fill-[var(--card)] stroke-[var(--edge)]";
const ink = "fill-[var(--edge)]";
const skin = "fill-[var(--line)] stroke-[var(--edge)]";

function CardDrawing({ x = 22, y = 24, width = 116 }: { x?: number; y?: number; width?: number }) {
  const scale = width / 116;
  return (
    <g transform={`translate(${x} ${y}) scale(${scale})`}>
      <rect width={116} height={72} rx={7} className={sheet} strokeWidth={1.5 / scale} />
      <rect x={10} y={10} width={54} height={6} rx={3} className={ink} />
      <rect x={10} y={24} width={46} height={4} rx={2} className={ink} opacity={0.6} />
      <rect x={10} y={34} width={52} height={4} rx={2} className={ink} opacity={0.6} />
      <rect x={10} y={44} width={40} height={4} rx={2} className={ink} opacity={0.6} />
      <rect x={10} y={54} width={48} height={4} rx={2} className={ink} opacity={0.6} />
      <rect x={78} y={20} width={28} height={36} rx={4} className="fill-[var(--accent-soft)]" />
      <circle cx={92} cy={33} r={6.5} className={ink} />
      <path d="M82 56c0-9 4-13 10-13s10 4 10 13z" className={ink} />
    </g>
  );
}

function Person({ children }: { children: ReactNode }) {
  return (
    <>
      <circle cx={80} cy={44} r={20} className={skin} strokeWidth={1.5} />
      <circle cx={73} cy={42} r={2} className={ink} />
      <circle cx={87} cy={42} r={2} className={ink} />
      <path d="M73 52q7 6 14 0" fill="none" className="stroke-[var(--edge)]" strokeWidth={2} strokeLinecap="round" />
      <path d="M40 120c0-34 16-50 40-50s40 16 40 50z" className={skin} strokeWidth={1.5} />
      {children}
    </>
  );
}

function Shop({ hasSign }: { hasSign: boolean }) {
  if (!hasSign) {
    return (
      <>
        <rect x={20} y={78} width={120} height={6} rx={3} className={ink} />
        {[28, 56, 84, 112].map((x) => (
          <rect key={x} x={x} y={48} width={20} height={30} rx={4} className={sheet} strokeWidth={1.5} />
        ))}
      </>
    );
  }
  return (
    <>
      <rect x={28} y={42} width={104} height={66} className={sheet} strokeWidth={1.5} />
      <rect x={24} y={18} width={112} height={22} rx={4} className="fill-[var(--accent-fill)]" />
      <rect x={46} y={26} width={68} height={6} rx={3} className="fill-[var(--accent-ink)]" />
      <rect x={40} y={58} width={34} height={50} rx={3} className="fill-[var(--accent-soft)]" />
      <rect x={84} y={58} width={36} height={28} rx={3} className="fill-[var(--accent-soft)]" />
    </>
  );
}

const drawings: Record<Exclude<keyof PhotoGuideTexts, "goodMark" | "badMark">, ReactNode> = {
  good: <CardDrawing />,
  cropped: <CardDrawing x={48} y={46} width={150} />,
  glare: (
    <>
      <CardDrawing />
      <circle cx={66} cy={58} r={27} className="fill-[var(--wait-bg)]" />
      <circle cx={66} cy={58} r={10} className="fill-[var(--wait)]" />
      <path
        d="M66 42v-7M66 81v-7M50 58h-7M89 58h-7M54.7 46.7l-5-5M82.3 74.3l-5-5M77.3 46.7l5-5M49.7 74.3l5-5"
        className="stroke-[var(--wait)]"
        strokeWidth={3}
        strokeLinecap="round"
      />
    </>
  ),
  blurred: (
    <>
      <g style={{ filter: "blur(3px)" }}>
        <CardDrawing />
      </g>
      <rect width={160} height={120} className="fill-[var(--edge)]" opacity={0.28} />
    </>
  ),
  selfieGood: (
    <Person>
      <CardDrawing x={54} y={82} width={52} />
    </Person>
  ),
  selfieBad: (
    <Person>
      <CardDrawing x={44} y={28} width={72} />
    </Person>
  ),
  shopGood: <Shop hasSign />,
  shopBad: <Shop hasSign={false} />,
};

const picturesOf: Record<PhotoKind, { good: keyof typeof drawings; bad: (keyof typeof drawings)[] }> = {
  card: { good: "good", bad: ["cropped", "glare", "blurred"] },
  selfie: { good: "selfieGood", bad: ["selfieBad"] },
  shop: { good: "shopGood", bad: ["shopBad"] },
};

function Picture({ name, isGood, texts }: { name: keyof typeof drawings; isGood: boolean; texts: PhotoGuideTexts }) {
  const Mark = isGood ? Check : X;
  return (
    <figure className="min-w-0">
      <svg
        viewBox="0 0 160 120"
        aria-hidden="true"
        className="w-full overflow-hidden rounded-control border border-line"
      >
        <rect width={160} height={120} className={frame} />
        {drawings[name]}
      </svg>
      <figcaption className="mt-1.5 text-sm">
        <span className={classes("flex items-center gap-1 font-semibold", isGood ? "text-ok" : "text-bad")}>
          <Mark aria-hidden="true" size={16} strokeWidth={2.6} />
          {isGood ? texts.goodMark : texts.badMark}
        </span>
        <span className="text-soft">{texts[name]}</span>
      </figcaption>
    </figure>
  );
}

/** Drawn examples of a good photo and of those that are refused most. */
export function PhotoGuide({ kinds, texts }: { kinds: readonly PhotoKind[]; texts: PhotoGuideTexts }) {
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      {kinds.flatMap((kind) => {
        const { good, bad } = picturesOf[kind];
        return [
          <Picture key={good} name={good} isGood texts={texts} />,
          ...bad.map((name) => <Picture key={name} name={name} isGood={false} texts={texts} />),
        ];
      })}
    </div>
  );
}
