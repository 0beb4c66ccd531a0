import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { places } from "./places";

const PATIENCE = 2_000;

/** Keys mean something else to whoever writes, or has a dialog open. */
export const isTyping = (event: KeyboardEvent) => event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null;

/** "g c" goes to the charge points, and so on; "/" goes to the page's search. Not while somebody types. */
export function useGoKeys() {
  const navigate = useNavigate();
  useEffect(() => {
    let began = 0;
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "/") {
        const search = document.querySelector<HTMLInputElement>("input[type=search]");
        if (!search) return;
        event.preventDefault();
        search.focus();
        return;
      }
      const place = event.timeStamp - began < PATIENCE ? places.find(({ key }) => key === event.key) : undefined;
      began = event.key === "g" ? event.timeStamp : 0;
      if (place) void navigate({ to: place.to });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [navigate]);
}
