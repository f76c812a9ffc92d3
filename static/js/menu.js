// The groups of the main menu open without this; it closes them on Escape, and when one goes elsewhere.
"use strict";

const groups = () => document.querySelectorAll("details.menu-group[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const group of groups()) {
    if (group.contains(document.activeElement)) group.querySelector("summary").focus();
    group.open = false;
  }
});

for (const going of ["click", "focusin"]) {
  document.addEventListener(going, (event) => {
    for (const group of groups()) {
      if (!group.contains(event.target)) group.open = false;
    }
  });
}
