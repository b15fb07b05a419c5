package io.cairn.server.terminal;

import java.util.Random;

/** Text that means a terminal no good. */
final class Evil {

  private static final String[] PIECES = {
    "\u001b[2J",
    "\u001b[1;1H",
    "\u001b]0;owned\u0007",
    "\u001b]52;c;aGk=\u001b\\",
    "\u001bc",
    "\u009b2J",
    "\u001b[?1049l",
    "\u001bP1$r\u001b\\",
    "\u001b",
    "\u009d",
    "\u0090",
    "\b\b\b",
    "\r",
    "\n",
    "\t",
    "\u0000",
    "\u007f",
    "\u202e",
    "\u2066",
    "\u200d",
    "\u2028",
    "\ufeff",
    "\ud800",
    "name",
    " ",
    "評価",
    "é",
    "e\u0301",
    "👩\u200d👩",
    "❤\ufe0f",
    "[31m",
    "\u001b[38;5;1",
    "\u000e",
    "\u009c"
  };

  private Evil() {}

  static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
