// Leaves the site at once: at a click on the exit link, or when Shift alone is
// pressed three times within five seconds. It empties the page before the
// other site has answered, takes this page's place in the history, and goes
// again if the browser brings the page back. It stores nothing.
//
// What a script here may use is a short list: sotto explain script/word
(() => {
  const root = document.documentElement;
  let exit;  // the link we left by; remembered by the page itself, nowhere else
  let alone; // Shift is down and no other key has been
  let presses = [];

  const leave = () => {
    exit ||= document.querySelector(".exit");
    if (!exit) return;
    root.hidden = true;
    document.title = "";
    if (document.body) document.body.replaceChildren();
    location.replace(exit.href);
  };

  addEventListener("click", (event) => {
    if (event.target.closest?.(".exit")) {
      event.preventDefault();
      leave();
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
    if (presses.push(event.timeStamp) > 2) leave();
  });

  addEventListener("pageshow", (event) => {
    if (exit && event.persisted) leave();
    document.querySelectorAll(".ask").forEach((ask) => ask.hidden = false);
  });

  // The list from A to Z shows what has, for each word typed, one that begins so,
  // or would but for a letter: one left out, and of five or more also a wrong one.
  addEventListener("input", (event) => {
    document.querySelectorAll(".az li").forEach((item) =>
      item.hidden = !event.target.value.toLowerCase().split(" ").every((typed) => item.textContent.split(" ").some((word) => {
        let same = 0;
        for (const letter of typed) same += word.startsWith(typed.slice(0, same + 1));
        return word.slice(same, typed.length + 1).includes(typed.slice(same + !!typed[4]));
      })));
  });
})();
