// One click chooses every row of the page; a second one none.
for (const button of document.querySelectorAll("[data-check-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...button.form.querySelectorAll(`input[type=checkbox][name="${button.dataset.checkAll}"]`)];
    const chosen = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !chosen;
  });
}
