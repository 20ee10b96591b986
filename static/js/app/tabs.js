// .tabs: wider than a phone, so the one that is open is brought forward.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
