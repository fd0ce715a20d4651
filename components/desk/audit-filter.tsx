import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { anySeen } from "@/lib/domain/seeing";
import { useActionWords } from "./deed-words";
import { RecordFilter } from "./record-filter";

type Parts = Record<"member" | "action" | "merchant" | "from" | "to", string | null>;

/** The filters of the audit trail. */
export function AuditFilter({
  action,
  parts,
  merchantName,
  actors,
  actions,
  errors,
}: Pick<ComponentProps<typeof RecordFilter>, "action" | "errors"> & {
  parts: Parts;
  merchantName: string;
  actors: readonly { id: string; name: string }[];
  actions: readonly string[];
}) {
  const t = useTranslations("records");
  const words = useActionWords();
  const kinds = actions
    .map((value) => ({ value, label: words(value) }))
    .sort(
      (one, other) =>
        Number(other.value === anySeen) - Number(one.value === anySeen) || one.label.localeCompare(other.label),
    );
  return (
    <RecordFilter
      action={action}
      errors={errors}
      label={t("label")}
      submit={t("submit")}
      pendingText={t("pending")}
      kept={{ knownId: parts.merchant ?? "", knownName: merchantName }}
      fields={[
        {
          name: "member",
          kind: "select",
          label: t("part.member"),
          emptyText: t("anybody"),
          options: actors.map(({ id, name }) => ({ value: id, label: name })),
          value: parts.member ?? "",
        },
        {
          name: "action",
          kind: "select",
          label: t("part.action"),
          emptyText: t("anything"),
          options: kinds,
          value: parts.action ?? "",
        },
        { name: "merchant", kind: "text", label: t("part.merchant"), value: merchantName },
        { name: "from", kind: "date", label: t("part.from"), value: parts.from ?? "" },
        { name: "to", kind: "date", label: t("part.to"), value: parts.to ?? "" },
      ]}
    />
  );
}
