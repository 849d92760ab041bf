"use client";

import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** As near to the end as this counts as being there. */
const nearPx = 80;

/**
 * Keeps the end of a growing page in view while the person is there; who has scrolled up is left in peace.
 * @param open changes when another conversation is shown, which then opens at its end
 */
export function useStickToBottom(content: RefObject<HTMLElement | null>, open: string) {
  const sticks = useRef(true);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    sticks.current = true;
    setAway(false);
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  }, []);

  useLayoutEffect(() => {
    sticks.current = true;
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  }, [open]);

  useEffect(() => {
    const element = content.current;
    if (!element) return;
    const page = document.documentElement;
    let lastTop = window.scrollY;
    const follow = () => {
      const left = page.scrollHeight - window.innerHeight - window.scrollY;
      // Growing content moves the end away without the person: only scrolling up lets go.
      if (window.scrollY < lastTop - 2 && left > nearPx) sticks.current = false;
      if (left <= nearPx) sticks.current = true;
      lastTop = window.scrollY;
      setAway(!sticks.current);
    };
    const observer = new ResizeObserver(() => {
      if (sticks.current) window.scrollTo({ top: page.scrollHeight, behavior: "instant" });
      lastTop = window.scrollY;
    });
    observer.observe(element);
    // What stands below it, too: the dock grows with what is written and said there.
    if (element.nextElementSibling) observer.observe(element.nextElementSibling);
    window.addEventListener("scroll", follow, { passive: true });
    return () => {
      observer.disconnect();
      window.removeEventListener("scroll", follow);
    };
  }, [content]);

  return { away, toEnd };
}
