import type { ReactNode } from "react";
import type { PhotoFlaw, ReasonPicture, ReasonSubject } from "@/lib/domain/reasons";

const frame = "fill-[var(--hover)]";
const sheet = "fill-[var(--card)] stroke-[var(--edge)]";
const ink = "fill-[var(--edge)]";
const skin = "fill-[var(--line)] stroke-[var(--edge)]";
const line = "stroke-[var(--edge)]";

type Placed = { x?: number; y?: number; width?: number };

function Card({ x = 22, y = 24, width = 116 }: Placed) {
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

/** A card of another kind: a stripe and no portrait. */
function OtherCard({ x = 54, y = 82, width = 52 }: Placed) {
  const scale = width / 116;
  return (
    <g transform={`translate(${x} ${y}) scale(${scale})`}>
      <rect width={116} height={72} rx={7} className="fill-[var(--bad-bg)] stroke-[var(--bad)]" strokeWidth={3} />
      <rect y={14} width={116} height={15} className="fill-[var(--bad)]" />
      <rect x={10} y={44} width={62} height={8} rx={4} className="fill-[var(--bad)]" opacity={0.6} />
    </g>
  );
}

function Person({ children }: { children?: ReactNode }) {
  return (
    <>
      <circle cx={80} cy={44} r={20} className={skin} strokeWidth={1.5} />
      <circle cx={73} cy={42} r={2} className={ink} />
      <circle cx={87} cy={42} r={2} className={ink} />
      <path d="M73 52q7 6 14 0" fill="none" className={line} strokeWidth={2} strokeLinecap="round" />
      <path d="M40 120c0-34 16-50 40-50s40 16 40 50z" className={skin} strokeWidth={1.5} />
      {children}
    </>
  );
}

function Shop() {
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

/** Goods on a table, and nothing that says whose. */
function Goods() {
  return (
    <>
      <rect x={20} y={78} width={120} height={6} rx={3} className={ink} />
      {[28, 56, 84, 112].map((x) => (
        <rect key={x} x={x} y={48} width={20} height={30} rx={4} className={sheet} strokeWidth={1.5} />
      ))}
    </>
  );
}

function Lines({ x, y, widths }: { x: number; y: number; widths: readonly number[] }) {
  const tops = widths.map((width, index) => ({ width, top: y + index * 11 }));
  return tops.map(({ width, top }) => (
    <rect key={top} x={x} y={top} width={width} height={4} rx={2} className={ink} opacity={0.6} />
  ));
}

function Paper() {
  return (
    <>
      <rect x={42} y={10} width={76} height={100} rx={4} className={sheet} strokeWidth={1.5} />
      <rect x={52} y={20} width={40} height={7} rx={3} className={ink} />
      <Lines x={52} y={38} widths={[56, 50, 56, 44, 52]} />
      <circle cx={100} cy={97} r={7} className="fill-[var(--accent-soft)] stroke-[var(--accent-fill)]" />
    </>
  );
}

/** The open first page of a bank book: name, number, bank. */
function BankBook() {
  return (
    <>
      <rect x={20} y={24} width={120} height={72} rx={5} className={sheet} strokeWidth={1.5} />
      <path d="M80 24v72" className={line} strokeWidth={1.5} />
      <rect x={29} y={33} width={30} height={8} rx={4} className="fill-[var(--accent-fill)]" />
      <Lines x={29} y={50} widths={[38, 42, 30]} />
      <Lines x={89} y={39} widths={[42, 36, 42, 28]} />
    </>
  );
}

const good: Record<ReasonSubject, ReactNode> = {
  card: <Card />,
  selfie: (
    <Person>
      <Card x={54} y={82} width={52} />
    </Person>
  ),
  shop: <Shop />,
  bank: <BankBook />,
  document: <Paper />,
};

const glare = (
  <>
    <circle cx={66} cy={58} r={27} className="fill-[var(--wait-bg)]" />
    <circle cx={66} cy={58} r={10} className="fill-[var(--wait)]" />
    <path
      d="M66 42v-7M66 81v-7M50 58h-7M89 58h-7M54.7 46.7l-5-5M82.3 74.3l-5-5M77.3 46.7l5-5M49.7 74.3l5-5"
      className="stroke-[var(--wait)]"
      strokeWidth={3}
      strokeLinecap="round"
    />
  </>
);

/** The bad example: what is wrong, drawn over the good one or in its place. */
const flawed: Record<PhotoFlaw, (subject: ReasonSubject) => ReactNode> = {
  blurred: (subject) => (
    <>
      <g style={{ filter: "blur(3px)" }}>{good[subject]}</g>
      <rect width={160} height={120} className={ink} opacity={0.28} />
    </>
  ),
  glare: (subject) => (
    <>
      {good[subject]}
      {glare}
    </>
  ),
  cropped: (subject) => <g transform="translate(19.5 15) scale(1.293)">{good[subject]}</g>,
  screen: (subject) => (
    <>
      <rect x={8} y={6} width={144} height={108} rx={12} className={ink} />
      <rect x={16} y={14} width={128} height={92} rx={4} className={frame} />
      <g transform="translate(16 12) scale(0.8)">{good[subject]}</g>
      <path d="M16 32h128M16 50h128M16 68h128M16 86h128" className={line} strokeWidth={1} opacity={0.5} />
    </>
  ),
  copied: (subject) => (
    <>
      <rect x={14} y={4} width={132} height={112} className="fill-[var(--card)] stroke-[var(--edge)]" />
      <g style={{ filter: "grayscale(1) contrast(0.7)" }} transform="translate(16 12) scale(0.8)">
        {good[subject]}
      </g>
    </>
  ),
  damaged: (subject) => (
    <>
      {good[subject]}
      <path
        d="M88 0l-9 26 11 16-13 20 10 18-12 18 6 22"
        fill="none"
        className="stroke-[var(--hover)]"
        strokeWidth={7}
      />
      <path d="M88 0l-9 26 11 16-13 20 10 18-12 18 6 22" fill="none" className={line} strokeWidth={1.5} />
    </>
  ),
  covered: () => (
    <Person>
      <Card x={44} y={28} width={72} />
    </Person>
  ),
  no_card: () => <Person />,
  other_card: () => (
    <Person>
      <OtherCard />
    </Person>
  ),
  no_sign: () => <Goods />,
};

/** One drawn example, without words: what it shows stands beside it. */
export function PhotoDrawing({ subject, flaw }: ReasonPicture) {
  return (
    <svg viewBox="0 0 160 120" aria-hidden="true" className="w-full overflow-hidden rounded-control border border-line">
      <rect width={160} height={120} className={frame} />
      {flaw ? flawed[flaw](subject) : good[subject]}
    </svg>
  );
}
