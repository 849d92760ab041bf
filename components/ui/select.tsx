"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { classNames } from "@/components/ui/class-names";

export type SelectOption<Value extends string> = {
  value: Value;
  /** Plain text: it is also what typing jumps to. */
  label: string;
  /** Drawn at the right edge of the row, e.g. a state word. */
  note?: ReactNode;
  disabled?: boolean;
};

export type SelectProps<Value extends string> = {
  /** Accessible name; a visible label beside it may say the same. */
  label: string;
  value: Value | null;
  options: SelectOption<Value>[];
  onChoose: (value: Value) => void;
  /** Shown while nothing is chosen. */
  placeholder?: string;
  variant?: "secondary" | "quiet";
  size?: "md" | "sm";
  id?: string;
  disabled?: boolean;
  className?: string;
  side?: "top" | "bottom";
};

/** One of a few. The trigger shows what `value` is, not what was clicked. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const {
    label,
    value,
    options,
    onChoose,
    placeholder,
    variant = "secondary",
    size = "md",
    id,
    disabled,
    className,
    side = "bottom",
  } = props;
  const shown = options.find((option) => option.value === value)?.label ?? value ?? placeholder;
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      modal={false}
      onValueChange={(next) => {
        if (next !== null) onChoose(next);
      }}
    >
      <Base.Trigger
        id={id}
        aria-label={`${label}: ${shown ?? ""}`}
        className={classNames(
          buttonClass({ variant, size }),
          "justify-between! gap-2 pr-2 font-medium",
          className,
        )}
      >
        <span className="min-w-0 truncate">{shown}</span>
        <ChevronDown aria-hidden className="text-text-3" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          alignItemWithTrigger={false}
          side={side}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-dialog"
        >
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) max-w-[calc(100vw-16px)] overflow-auto rounded-lg bg-raised p-1 shadow-2 outline-none transition-opacity duration-base data-ending-style:opacity-0 data-starting-style:opacity-0">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="grid min-h-8 max-md:min-h-control cursor-pointer grid-cols-[16px_1fr_auto] items-center gap-2 rounded-md px-2 py-1 outline-none select-none data-disabled:text-text-3 data-highlighted:bg-hover"
              >
                <Base.ItemIndicator className="col-start-1 text-accent">
                  <Check aria-hidden />
                </Base.ItemIndicator>
                <Base.ItemText className="col-start-2">{option.label}</Base.ItemText>
                {option.note ? <span className="col-start-3 text-sm text-text-3">{option.note}</span> : null}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
