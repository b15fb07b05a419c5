package io.cairn.workers.plugins;

import io.cairn.workers.outcome.ThrownText;
import org.slf4j.Logger;

/** Logs what code of plug-ins throws: to tell its text, the log asks that code again. */
final class Noted {

  private Noted() {}

  static void warn(Logger log, String what, Throwable thrown) {
    try {
      log.warn(what, thrown);
    } catch (Throwable inItsText) { // of a class of somebody else's
      log.warn("{}: {}", what, ThrownText.of(thrown));
    }
  }
}
