package io.cairn.server.terminal;

import java.util.Locale;

/** What a person can want of a study. */
public enum Wish {
  PAUSE("Pause this study? What runs finishes, nothing more is handed out."),
  RESUME("Resume this study?"),
  STOP("Stop this study for good? What runs gets its grace period.");

  private final String question;

  Wish(String question) {
    this.question = question;
  }

  /** As the HTTP interface calls it. */
  public String verb() {
    return name().toLowerCase(Locale.ROOT);
  }

  String question() {
    return question;
  }
}
