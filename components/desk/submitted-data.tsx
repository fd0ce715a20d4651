import { useTranslations } from "next-intl";
import { Card } from "../ui/card";
import { DescriptionList } from "../ui/description-list";
import { answerLines, slotLines } from "./answers-model";
import { useFieldWords } from "./field-words";
import { useWords } from "./use-words";

type Part = { part: string; values: Record<string, unknown>; isComplete: boolean };

/** Everything that was filled in, part by part. */
export function SubmittedData({
  parts,
  slotValues,
  slotNames,
  whole,
}: {
  parts: readonly Part[];
  slotValues: Record<string, unknown>;
  slotNames: ReadonlyMap<string, string>;
  /** Personal numbers in full. */
  whole: boolean;
}) {
  const t = useTranslations("desk.data");
  const words = useWords();
  const { label, option } = useFieldWords();
  const beside = slotLines(slotValues, whole);
  const filled = parts.flatMap((part) => {
    const lines = answerLines(part.part, part.values, whole);
    return lines.length > 0 ? [{ ...part, lines }] : [];
  });
  if (filled.length === 0 && beside.length === 0) return <p className="text-soft">{t("none")}</p>;
  return (
    <div className="space-y-4">
      {filled.map(({ part, lines, isComplete }) => (
        <Card key={part} as="section" className="py-3! sm:py-4!">
          <h3 className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4 font-semibold">
            {(part === "kind" ? t("kind") : words("parts", part, "title")) ?? part}
            {isComplete ? null : <span className="text-sm font-normal text-wait">{t("unfinished")}</span>}
          </h3>
          <DescriptionList
            items={lines.map(({ field, item, value }) => ({
              id: `${field}-${item}`,
              term: item ? t("numbered", { label: label(part, field), number: item }) : label(part, field),
              value: option(part, field, value),
            }))}
          />
        </Card>
      ))}
      {beside.length > 0 ? (
        <Card as="section" className="py-3! sm:py-4!">
          <h3 className="mb-1 font-semibold">{t("beside")}</h3>
          <DescriptionList
            items={beside.map(({ slotId, code, value }) => ({
              id: `${slotId}.${code}`,
              term: t("besideOf", {
                file: slotNames.get(slotId) ?? slotId,
                code: words("onboarding", "slotForms", code) ?? code,
              }),
              value: <span className="tabular-nums">{value}</span>,
            }))}
          />
        </Card>
      ) : null}
    </div>
  );
}
