"use client";

import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  type ReactNode,
} from "react";
import {
  cancelSwitch,
  checkModelAvailability,
  getSwitch,
  setModelTier,
  switchModel,
  takeBackWarmUp,
  undoSwitch,
  type Scope,
} from "@/lib/client/api";
import { problemOf } from "@/lib/client/api-error";
import { eventsConnected, listenToEvents } from "@/lib/client/events";
import { rememberModel } from "@/lib/client/last-models";
import { emptyModels, type ModelsState, type SwitchGoal } from "@/lib/client/models-state";
import { newId } from "@/lib/client/new-id";
import { readModels } from "@/lib/client/read-models";
import { reduceModels } from "@/lib/client/reduce-models";
import type { SwitchAnswer, SwitchInput } from "@/lib/contract/models";
import type { Selection } from "@/lib/contract/selection";

export interface Models extends ModelsState {
  /** Which chat the page shows; `sameChat` when a draft has just become a conversation. */
  enterScope: (scope: Scope, options?: { selection?: Selection | null; sameChat?: boolean }) => void;
  /** Asks for a model or, with `byTier`, for a tier. Asking again supersedes. */
  ask: (goal: SwitchGoal, options?: Pick<SwitchInput, "onMisfit">) => void;
  cancel: () => void;
  undo: (switchId: string) => void;
  /** The answer to a chat that does not fit: stay with what is active. */
  keep: () => void;
  clearNotice: () => void;
  reload: () => void;
  /**
   * Somebody is about to choose: the list is asked for anew, and the local engine may load ahead.
   * @returns what to call when the picker closes: without a choice what is being loaded ahead is taken back
   */
  openPicker: () => () => void;
}

const Context = createContext<Models | null>(null);

/** How often a running switch is asked about: events tell it sooner, unless they are down. */
const pollMs = { withEvents: 5_000, alone: 1_000 };

/** Selection, providers, tiers and the running switch of the chat that is open. */
export function ModelsProvider({ children }: { children: ReactNode }) {
  const [state, dispatch] = useReducer(reduceModels, emptyModels);
  const scope = useRef<Scope>(null);
  const attempts = useRef(0);

  const load = useCallback((opening?: "page" | "picker") => readModels(scope.current, opening, dispatch), []);
  const reload = useCallback(() => void load(), [load]);
  const openPicker = useCallback(() => {
    const before = attempts.current;
    const opened = load("picker");
    return () => {
      if (attempts.current !== before) return;
      // Nobody is told when that fails: the engine loads a model that nobody has asked for, and gives it up when somebody does.
      opened.then(takeBackWarmUp).catch(() => {});
    };
  }, [load]);

  useEffect(
    () =>
      listenToEvents({
        onEvent: (event) => {
          dispatch({ type: "event", event, nowMs: performance.now() });
          if (event.name === "entitlement.changed" || event.name === "flag.changed") reload();
        },
        onCatchUp: reload,
      }),
    [reload],
  );

  const enterScope = useCallback<Models["enterScope"]>(
    (next, { selection, sameChat = false } = {}) => {
      scope.current = next;
      dispatch({ type: "scope-entered", scope: next, selection, sameChat });
      void load("page");
    },
    [load],
  );

  const run = useCallback(
    (goal: SwitchGoal, post: () => Promise<SwitchAnswer>, onMisfit?: SwitchInput["onMisfit"]) => {
      const attempt = ++attempts.current;
      dispatch({ type: "switch-asked", attempt, goal, onMisfit, nowMs: performance.now() });
      post().then(
        (answer) => dispatch({ type: "switch-answered", attempt, answer, nowMs: performance.now() }),
        (error: unknown) => {
          const problem = problemOf(error);
          dispatch({ type: "switch-refused", attempt, problem });
          // The page offered what the server no longer gives: look again at what there is.
          if (problem?.code === "feature_off" || problem?.code === "tier_locked") reload();
        },
      );
    },
    [reload],
  );

  const ask = useCallback<Models["ask"]>(
    (goal, options = {}) => {
      const conversation = scope.current === null ? {} : { conversationId: scope.current };
      const post = () =>
        goal.byTier && !options.onMisfit
          ? setModelTier({ tier: goal.tier, ...conversation })
          : switchModel({
              provider: goal.provider,
              model: goal.model,
              ...(goal.profileId !== null && { profileId: goal.profileId }),
              ...conversation,
              ...options,
              idempotencyKey: newId(),
            });
      run(goal, post, options.onMisfit);
    },
    [run],
  );

  const running = state.running;
  const switchId = running?.switchId ?? null;
  const cancel = useCallback(() => {
    if (switchId === null) return;
    cancelSwitch(switchId).then(
      () => dispatch({ type: "switch-cancelled", switchId }),
      // Too late or lost: how the switch ended comes as an event or by asking.
      () =>
        getSwitch(switchId).then(
          (record) => dispatch({ type: "switch-polled", record, nowMs: performance.now() }),
          () => {},
        ),
    );
  }, [switchId]);

  const undo = useCallback(
    (id: string) => {
      run({ provider: "", model: "", profileId: null, tier: "", byTier: false }, () => undoSwitch(id));
    },
    [run],
  );

  const goal = running?.goal;
  useEffect(() => {
    if (switchId === null || !goal) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const { provider, model } = goal;
    const poll = async () => {
      try {
        if (!eventsConnected() && provider !== "")
          dispatch({
            type: "status-polled",
            models: await checkModelAvailability({ provider, model }, abort.signal),
          });
        const record = await getSwitch(switchId, abort.signal);
        dispatch({ type: "switch-polled", record, nowMs: performance.now() });
      } catch {
        // Offline or aborted: the next round asks again.
      }
      if (!abort.signal.aborted) wait();
    };
    const wait = () => {
      timer = setTimeout(() => void poll(), eventsConnected() ? pollMs.withEvents : pollMs.alone);
    };
    wait();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [switchId, goal]);

  // After every change of what is active: what it can do, and who is ready now.
  const active = state.selection;
  const activeKey = active && `${active.provider}/${active.model}/${active.version}`;
  const shownKey = useRef<string | null>(null);
  useEffect(() => {
    if (!active || shownKey.current === activeKey) return;
    const first = shownKey.current === null;
    shownKey.current = activeKey;
    rememberModel(active.provider, active.model);
    if (!first) reload();
  }, [active, activeKey, reload]);

  const keep = useCallback(() => dispatch({ type: "kept" }), []);
  const clearNotice = useCallback(() => dispatch({ type: "notice-cleared" }), []);
  const value = useMemo(
    () => ({ ...state, enterScope, ask, cancel, undo, keep, clearNotice, reload, openPicker }),
    [state, enterScope, ask, cancel, undo, keep, clearNotice, reload, openPicker],
  );
  return <Context value={value}>{children}</Context>;
}

export function useModels(): Models {
  const value = use(Context);
  if (!value) throw new Error("useModels needs a ModelsProvider around it");
  return value;
}
