import { useTranslations } from "next-intl";
import { Card } from "../ui/card";
import { DescriptionList } from "../ui/description-list";
import { type AnswerLine, answerLines, slotLines } from "./answers-model";
import { useFieldWords } from "./field-words";
import { RevealAll, Secret } from "./reveal";
import { useWords } from "./use-words";

type Part = { part: string; values: Record<string, unknown>; isComplete: boolean };

/** Everything that was filled in, part by part, with personal numbers masked until somebody asks for them. */
export function SubmittedData({
  parts,
  slotValues,
  slotNames,
}: {
  parts: readonly Part[];
  slotValues: Record<string, unknown>;
  slotNames: ReadonlyMap<string, string>;
}) {
  const t = useTranslations("desk.data");
  const words = useWords();
  const { label, option } = useFieldWords();
  const beside = slotLines(slotValues);
  const filled = parts.flatMap((part) => {
    const lines = answerLines(part.part, part.values);
    return lines.length > 0 ? [{ ...part, lines }] : [];
  });
  if (filled.length === 0 && beside.length === 0) return <p className="text-soft">{t("none")}</p>;
  return (
    <div className="space-y-4">
      {filled.map(({ part, lines, isComplete }) => {
        const title = (part === "kind" ? t("kind") : words("parts", part, "title")) ?? part;
        const termOf = ({ field, item }: AnswerLine) =>
          item ? t("numbered", { label: label(part, field), number: item }) : label(part, field);
        return (
          <Card key={part} as="section" className="py-3! sm:py-4!">
            <div className="mb-1 flex flex-wrap items-center justify-between gap-x-4">
              <h3 className="font-semibold">
                {title}
                {isComplete ? null : <span className="ml-3 text-sm font-normal text-wait">{t("unfinished")}</span>}
              </h3>
              {lines.some(({ secret }) => secret) ? <RevealAll group={`answers/${part}`} label={title} /> : null}
            </div>
            <DescriptionList
              items={lines.map((line) => ({
                id: `${line.field}-${line.item}`,
                term: termOf(line),
                value: line.secret ? (
                  <Secret name={line.secret} masked={line.value} label={termOf(line)} />
                ) : (
                  option(part, line.field, line.value)
                ),
              }))}
            />
          </Card>
        );
      })}
      {beside.length > 0 ? (
        <Card as="section" className="py-3! sm:py-4!">
          <div className="mb-1 flex flex-wrap items-center justify-between gap-x-4">
            <h3 className="font-semibold">{t("beside")}</h3>
            <RevealAll group="beside" label={t("beside")} />
          </div>
          <DescriptionList
            items={beside.map(({ slotId, code, value, secret }) => {
              const term = t("besideOf", {
                file: slotNames.get(slotId) ?? slotId,
                code: words("onboarding", "slotForms", code) ?? code,
              });
              return { id: `${slotId}.${code}`, term, value: <Secret name={secret} masked={value} label={term} /> };
            })}
          />
        </Card>
      ) : null}
    </div>
  );
}
