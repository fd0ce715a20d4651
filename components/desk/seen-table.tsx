import { useTranslations } from "next-intl";
import { useMoments } from "../kyb/use-moments";
import { useActionWords } from "./deed-words";

/** `name` null: nobody of the staff any more. */
type Seen = { memberId: string | null; name: string | null; action: string; times: number; lastAt: Date | null };

/** Who of the staff saw what of a merchant: a row for each member and kind. */
export function SeenTable({ seen }: { seen: readonly Seen[] }) {
  const t = useTranslations("privacy.desk.seen");
  const words = useActionWords();
  const { short } = useMoments();
  if (seen.length === 0) return <p className="text-soft">{t("nobody")}</p>;
  return (
    <ul className="divide-y divide-line">
      {seen.map(({ memberId, name, action, times, lastAt }) => (
        <li
          key={`${memberId} ${action}`}
          className="flex flex-wrap items-baseline justify-between gap-x-4 py-2 first:pt-0 last:pb-0"
        >
          <p>
            <span className="font-semibold">{name ?? t("gone")}</span>
            {" · "}
            {words(action)}
          </p>
          <p className="text-sm text-soft tabular-nums">
            {t("times", { count: times, when: lastAt ? short(lastAt) : "" })}
          </p>
        </li>
      ))}
    </ul>
  );
}
