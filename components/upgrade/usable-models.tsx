import type { ModelRow } from "@/components/models/model-row";
import { RadioRows } from "@/components/ui/radio-rows";
import { State } from "@/components/ui/state";

export type UsableModelsProps = {
  rows: ModelRow[];
  tierName: (id: string) => string;
  value: string;
  onChoose: (key: string) => void;
};

/** What can be used instead, right now. */
export function UsableModels({ rows, tierName, value, onChoose }: UsableModelsProps) {
  return (
    <div className="mt-1 grid gap-1.5">
      <p className="text-sm font-medium">You can use now</p>
      <RadioRows
        label="You can use now"
        value={value}
        onChoose={onChoose}
        rows={rows.map(({ key, model, provider, state, active }) => ({
          value: key,
          label: model.displayName,
          note: `${tierName(model.tier)}${active ? ", in use now" : ""}`,
          hint: (
            <>
              <span className="font-mono wrap-anywhere">{model.id}</span> · {provider.label}
              {provider.remote ? ", remote" : ""}
            </>
          ),
          aside: <State kind={state.kind ?? "cold"}>{state.word}</State>,
        }))}
      />
    </div>
  );
}
