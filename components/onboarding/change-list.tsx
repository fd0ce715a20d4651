import { FileText } from "lucide-react";

/** One side of a difference: words, or files that open in full. */
export type ChangeSide = { text: string } | { files: readonly ChangedFile[]; empty: string };
/** `deleted`: what is said in its place once its content is gone. */
type ChangedFile = { href: string; isImage: boolean; label: string; deleted: string | null };
export type ChangeRow = { id: string; label: string; before: ChangeSide; after: ChangeSide };
export type ChangeTexts = { before: string; after: string };

function Side({ side }: { side: ChangeSide }) {
  if ("text" in side) return side.text;
  if (side.files.length === 0) return side.empty;
  return (
    <span className="flex flex-wrap gap-2">
      {side.files.map(({ href, isImage, label, deleted }) =>
        deleted ? (
          <span key={href} className="block text-sm">
            {deleted}
          </span>
        ) : (
          <a
            key={href}
            href={href}
            target="_blank"
            rel="noreferrer"
            aria-label={label}
            className="grid size-24 place-items-center overflow-hidden rounded-control border border-line bg-hover sm:size-28"
          >
            {isImage ? (
              // biome-ignore lint/performance/noImgElement: private files behind a session, which the optimiser cannot read
              <img
                src={`${href}?size=small`}
                alt=""
                width={112}
                height={112}
                loading="lazy"
                className="size-full object-cover"
              />
            ) : (
              <FileText aria-hidden="true" className="text-soft" />
            )}
          </a>
        ),
      )}
    </span>
  );
}

/** What was sent beside what is sent now; under each other where the screen is narrow, pictures always side by side. */
export function ChangeList({ rows, texts }: { rows: readonly ChangeRow[]; texts: ChangeTexts }) {
  return (
    <dl className="divide-y divide-line">
      {rows.map(({ id, label, before, after }) => (
        <div key={id} className="space-y-1.5 py-3.5 first:pt-0 last:pb-0">
          <dt className="text-[0.9375rem] font-semibold">{label}</dt>
          <dd className={"files" in before ? "grid grid-cols-2 gap-4" : "grid gap-x-4 gap-y-2 sm:grid-cols-2"}>
            <span className="block min-w-0">
              <span className="block text-sm text-soft">{texts.before}</span>
              <span className="block whitespace-pre-line text-soft">
                <Side side={before} />
              </span>
            </span>
            <span className="block min-w-0">
              <span className="block text-sm text-soft">{texts.after}</span>
              <span className="block font-medium whitespace-pre-line">
                <Side side={after} />
              </span>
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
