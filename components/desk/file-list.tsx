import { FileText, ImageIcon } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { OpenFile } from "./open-file";

type StoredFile = {
  id: string;
  slotId: string;
  mediaType: string;
  bytes: number;
  width: number | null;
  height: number | null;
  dokuFileId: string | null;
  /** `replaced`: DOKU got it, and another one after it. */
  state: "at_doku" | "replaced" | "not_sent";
};

/** Files by what they are for; each opens beside the data. */
export function FileList({
  files,
  slotNames,
}: {
  files: readonly StoredFile[];
  slotNames: ReadonlyMap<string, string>;
}) {
  const t = useTranslations("desk.file");
  const format = useFormatter();
  const size = (bytes: number) =>
    format.number(Math.max(1, bytes / 1000), { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 });
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-card">
      {files.map(({ id, slotId, mediaType, bytes, width, height, dokuFileId, state }) => {
        const Icon = mediaType.startsWith("image/") ? ImageIcon : FileText;
        const facts = [mediaType, size(bytes), width && height ? `${width} × ${height}` : null, dokuFileId];
        return (
          <li key={id} className="flex items-center gap-3 px-5 py-3">
            <Icon aria-hidden="true" size={20} className="shrink-0 text-soft" />
            <div className="min-w-0 flex-1">
              <OpenFile fileId={id} className="inline-block py-1 text-left font-semibold">
                {slotNames.get(slotId) ?? slotId}
              </OpenFile>
              <p className="text-[0.8125rem] break-words text-soft">{facts.filter(Boolean).join(" · ")}</p>
            </div>
            <span className="text-sm text-soft">{t(`state.${state}`)}</span>
          </li>
        );
      })}
    </ul>
  );
}
