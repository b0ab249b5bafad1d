// Leaves the site at once: at a click on the exit link, or when Shift alone is
// pressed three times within five seconds. It empties the page before the
// other site has answered, takes this page's place in the history, and goes
// again if the browser brings the page back. It stores nothing.
(() => {
  const root = document.documentElement;
  let target; // where we went; remembered by the page itself, nowhere else
  let alone;  // Shift is down and no other key has been
  let presses = [];

  const leave = (link) => {
    target = link ? link.href : target;
    if (!target) return;
    root.hidden = true;
    document.title = "";
    if (document.body) document.body.replaceChildren();
    location.replace(target);
  };

  addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".exit");
    if (link) {
      event.preventDefault();
      leave(link);
    }
  });

  addEventListener("keydown", (event) => {
    if (event.key == "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      alone ||= !event.repeat;
    } else {
      alone = false;
      presses = [];
    }
  });

  addEventListener("keyup", (event) => {
    if (event.key != "Shift" || !alone) return;
    alone = false;
    presses = presses.filter((time) => event.timeStamp - time < 5000);
    if (presses.push(event.timeStamp) > 2) leave(document.querySelector(".exit"));
  });

  addEventListener("pageshow", (event) => {
    if (event.persisted) leave();
  });
})();
