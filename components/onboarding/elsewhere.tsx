import { Notice } from "@/components/ui/notice";
import { fieldName, type Named } from "./field-names";
import type { FormTexts } from "./part-form-props";

/** Says which fields another tab, or somebody else, has changed while this one was open. */
export function Elsewhere({
  paths,
  ...props
}: Named & { paths: readonly string[]; texts: Pick<FormTexts, "elsewhere" | "elsewhereList"> }) {
  const names = [...new Set(paths.map((path) => fieldName(path, props) || props.texts.elsewhereList))].join("; ");
  return (
    <div role="status" className="empty:hidden">
      {names === "" ? null : <Notice>{props.texts.elsewhere.replace("{fields}", () => names)}</Notice>}
    </div>
  );
}
