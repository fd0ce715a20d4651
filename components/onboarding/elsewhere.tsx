import { Notice } from "@/components/ui/notice";
import { fieldName, type Named } from "./field-names";

/** Says which fields another tab, or somebody else, has changed while this one was open. */
export function Elsewhere({
  paths,
  ...props
}: Named & { paths: readonly string[]; texts: { elsewhere: string; elsewhereList?: string } }) {
  const names = [...new Set(paths.map((path) => fieldName(path, props) || props.texts.elsewhereList))].join("; ");
  return (
    <div role="status" className="empty:hidden">
      {names === "" ? null : <Notice>{props.texts.elsewhere.replace("{fields}", () => names)}</Notice>}
    </div>
  );
}
