// The search box: "/" goes to it, arrows walk through what it suggests, Enter opens, Escape closes.
// Without this it is a form that asks for the page of the search.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("search-box");
  const list = document.getElementById("search-options");
  if (!box) return;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  list.setAttribute("role", "listbox");
  let chosen = -1;

  const options = () => [...list.querySelectorAll("a[role=option]")];

  function choose(number) {
    chosen = number;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
    const option = options()[number];
    if (option) {
      box.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  }

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    choose(-1);
  }

  function walk(step) {
    if (list.hidden && options().length) show(true);
    const places = options().length + 1;
    // One place before the first option is the box itself.
    choose(((chosen + 1 + step + places) % places) - 1);
  }

  const keys = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Enter: () => options()[chosen].click(),
    Escape: () => show(false),
  };

  box.addEventListener("keydown", (event) => {
    // An input method is at work: its keys are its own.
    if (event.isComposing || !keys[event.key]) return;
    if (event.key === "Enter" && (list.hidden || chosen < 0)) return;
    if (event.key === "Escape" && list.hidden) return;
    event.preventDefault();
    keys[event.key]();
  });

  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
  });

  box.form.addEventListener("focusout", (event) => {
    if (!box.form.contains(event.relatedTarget)) show(false);
  });
  // A press would take the focus from the box, and the list away before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("htmx:afterSwap", () => show(list.childElementCount > 0 && document.activeElement === box));
  show(false);
});
