/** The figures of the decision tree. */
export interface PoolLimits {
  /** Tickets that may wait, in all and of one fairness key. */
  maxQueue: number;
  maxQueuePerKey: number;
  /** How long a loaded model goes on taking new answers while another one waits for its room. */
  collateMs: number;
  /** How long a model that was loaded on request and not yet used is kept from eviction. */
  residencyMs: number;
  /** What has been used in this time does not go for a warm-up. */
  recentlyUsedMs: number;
  /** Warm-ups that may wait. */
  maxWarmUps: number;
  /** After so long a use counts half in the likelihood of the next one. */
  likelihoodHalfLifeMs: number;
  /** Unload after so long without use; null: never. */
  idleUnloadMs: number | null;
  backoffFirstMs: number;
  backoffMaxMs: number;
  /** A ticket waits for the end of a back-off of at most this; a longer one refuses it. */
  backoffPatienceMs: number;
}

export const defaultLimits: PoolLimits = {
  maxQueue: 256,
  maxQueuePerKey: 16,
  collateMs: 3_000,
  residencyMs: 1_000,
  recentlyUsedMs: 300_000,
  maxWarmUps: 4,
  likelihoodHalfLifeMs: 600_000,
  idleUnloadMs: null,
  backoffFirstMs: 1_000,
  backoffMaxMs: 60_000,
  backoffPatienceMs: 5_000,
};
