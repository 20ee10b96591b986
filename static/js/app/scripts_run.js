// <html>: says that scripts run, for what a stylesheet shows only with them, or only without.
document.documentElement.classList.add("js");
