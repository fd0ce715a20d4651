import { FileText } from "lucide-react";

/** Files in small, each opening in full; the pictures are the merchant's own and come from our own door. */
export function FileStrip({
  summary,
  files,
}: {
  summary: string;
  files: readonly { href: string; isImage: boolean; label: string }[];
}) {
  return (
    <span className="block">
      <span className="block">{summary}</span>
      <span className="mt-1.5 flex flex-wrap gap-2">
        {files.map(({ href, isImage, label }) => (
          <a
            key={href}
            href={href}
            target="_blank"
            rel="noreferrer"
            aria-label={label}
            className="grid size-16 grid-rows-[100%] place-items-center overflow-hidden rounded-control border border-line bg-hover"
          >
            {isImage ? (
              // biome-ignore lint/performance/noImgElement: private files behind a session, which the optimiser cannot read
              <img
                src={`${href}?size=small`}
                alt=""
                width={64}
                height={64}
                loading="lazy"
                className="size-full object-cover"
              />
            ) : (
              <FileText aria-hidden="true" className="text-soft" />
            )}
          </a>
        ))}
      </span>
    </span>
  );
}
