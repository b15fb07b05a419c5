package io.cairn.server.history;

import java.util.Locale;

/** What became of a trial at a rung where it has a result. */
public enum RungFate {
  /** It went on to a higher rung, whatever happened there. */
  PROMOTED,
  /** It waits there: others were better so far. */
  PAUSED,
  /** The method stopped it there. */
  STOPPED,
  /** It is the last rung, so the trial is done. */
  COMPLETED,
  /** Nothing was decided yet. */
  OPEN;

  /** The word in JSON and tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
