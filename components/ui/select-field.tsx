import { Select, type SelectProps } from "@/components/ui/select";

/** A select with its name above it, where it stands among the fields of a form. */
export function SelectField<Value extends string>(props: SelectProps<Value>) {
  return (
    <div className="grid content-start gap-1.5">
      <span aria-hidden className="text-sm font-medium">
        {props.label}
      </span>
      <Select {...props} />
    </div>
  );
}
