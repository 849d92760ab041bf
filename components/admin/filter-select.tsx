import { Select, type SelectOption } from "@/components/ui/select";

/** Stands for the empty value, which an option can not have. */
const all = "all";

export type FilterSelectProps<Value extends string> = {
  label: string;
  /** The name of no filter: "All roles". */
  anything: string;
  /** Empty: no filter. */
  value: Value | "";
  options: SelectOption<Value>[];
  onChoose: (value: Value | "") => void;
  className?: string;
};

/** Narrows a list to one of a few, or to nothing in particular. */
export function FilterSelect<Value extends string>(props: FilterSelectProps<Value>) {
  const { label, anything, value, options, onChoose, className } = props;
  return (
    <Select<Value | typeof all>
      label={label}
      value={value === "" ? all : value}
      options={[{ value: all, label: anything }, ...options]}
      onChoose={(chosen) => onChoose(chosen === all ? "" : chosen)}
      className={className}
    />
  );
}
