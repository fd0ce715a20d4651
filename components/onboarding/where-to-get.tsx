import { ChevronRight } from "lucide-react";

const site = /([a-z0-9.]+\.go\.id)/;

/** The government's sites in a text become links, opened beside the page so that nothing on it is lost. */
function withSites(text: string) {
  return text.split(site).map((piece, index) =>
    index % 2 === 1 ? (
      <a key={piece} href={`https://${piece}`} target="_blank" rel="noreferrer">
        {piece}
      </a>
    ) : (
      piece
    ),
  );
}

/**
 * What a document is and who issues it, folded away; opens without a script.
 * @param name the document, for those who hear the question without what stands above it
 */
export function WhereToGet({ question, name, answer }: { question: string; name: string; answer: string }) {
  return (
    <details className="group/where text-sm">
      <summary className="-ml-1 inline-flex min-h-11 list-none items-center gap-1 px-1 text-accent [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" size={16} className="shrink-0 group-open/where:rotate-90" />
        <span className="underline decoration-1 underline-offset-3 wrap-anywhere">{question}</span>
        <span className="sr-only"> {name}</span>
      </summary>
      <p className="max-w-[62ch] pb-2 pl-5 text-[0.9375rem]">{withSites(answer)}</p>
    </details>
  );
}
