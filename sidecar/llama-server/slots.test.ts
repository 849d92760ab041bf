import { expect, test } from "vitest";
import { Slots } from "./slots";

const long = Array.from({ length: 100 }, (_, n) => n);

test("a conversation comes back to the slot that holds it, and a new one takes another", () => {
  const slots = new Slots(2);
  expect(slots.take(long, "a")).toBe(0);
  slots.release(0);
  expect(slots.take([7], "b")).toBe(1);
  slots.release(1);
  expect(slots.take([...long, 1], "a")).toBe(0);
});

test("while all are busy there is none", () => {
  const slots = new Slots(1);
  slots.take([1], "a");
  expect(slots.take([1], "b")).toBeUndefined();
  slots.release(0);
  expect(slots.take([1], "b")).toBe(0);
});

test("a forgotten conversation's slot is emptied, after its answer if one is running", () => {
  const slots = new Slots(2);
  slots.take([1], "a");
  expect(slots.forget("a")).toBeUndefined();
  expect(slots.release(0)).toBe(true);
  const slot = slots.take([1], "b");
  slots.release(slot ?? -1);
  expect(slots.forget("b")).toBe(slot);
  expect(slots.forget("b")).toBeUndefined();
});
