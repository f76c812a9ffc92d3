// Sends the chosen files with a progress bar. Without this script the form sends them by itself;
// either way the server answers with the page, which is put in place here.
(function () {
  "use strict";

  function start() {
    var form = document.getElementById("upload");
    if (form && window.FormData && window.XMLHttpRequest) {
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        send(form);
      });
    }
  }

  function send(form) {
    var problems = problemsOf(form, form.elements.files.files);
    show(form, problems);
    if (problems.length) {
      form.elements.files.focus();
      return;
    }
    var request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", function (event) {
      if (event.lengthComputable) {
        report(form, Math.floor((event.loaded / event.total) * 100));
      }
    });
    request.upload.addEventListener("load", function () {
      report(form, 100);
    });
    request.addEventListener("load", function () {
      if (!replaceBy(request)) {
        fail(form);
      }
    });
    request.addEventListener("error", function () { fail(form); });
    request.addEventListener("abort", function () { fail(form); });
    var data = new FormData(form);
    busy(form, true);
    report(form, 0);
    request.send(data);
  }

  // What the server would refuse too, said before anything is sent.
  function problemsOf(form, files) {
    var limits = form.dataset;
    var total = 0;
    var problems = [];
    Array.prototype.forEach.call(files, function (file) {
      total += file.size;
      if (file.size > Number(limits.maxBytes)) {
        problems.push(limits.tooLarge.replace("#", function () { return file.name; }));
      }
    });
    if (files.length > Number(limits.maxFiles)) {
      problems.push(limits.tooMany);
    } else if (!problems.length && total > Number(limits.maxTotal)) {
      problems.push(limits.tooMuch);
    }
    return problems;
  }

  function show(form, problems) {
    var list = form.querySelector("#files-errors");
    list.replaceChildren.apply(list, problems.map(function (problem) {
      var item = document.createElement("li");
      item.textContent = problem;
      return item;
    }));
    form.elements.files.classList.toggle("is-invalid", problems.length > 0);
  }

  function report(form, percent) {
    var holder = form.querySelector("#upload-progress");
    holder.hidden = false;
    holder.querySelector("progress").value = percent;
    var said = percent < 100 ? form.dataset.sending.replace("#", percent) : form.dataset.checking;
    holder.querySelector("#upload-state").textContent = said;
  }

  function busy(form, isBusy) {
    form.querySelector("[type=submit]").disabled = isBusy;
    form.setAttribute("aria-busy", String(isBusy));
  }

  function fail(form) {
    busy(form, false);
    form.querySelector("#upload-progress").hidden = true;
    show(form, [form.dataset.failed]);
  }

  function replaceBy(request) {
    var answer = request.response;
    var main = answer && answer.getElementById("main");
    if (request.status !== 200 || !main || !answer.getElementById("upload")) {
      return false;
    }
    document.getElementById("main").replaceWith(document.adoptNode(main));
    start();
    var told = main.querySelector("#files-errors li") || main.querySelector(".alert");
    if (told) {
      told.setAttribute("tabindex", "-1");
      told.focus();
    }
    return true;
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
