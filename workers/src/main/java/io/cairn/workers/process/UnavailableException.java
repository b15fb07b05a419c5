package io.cairn.workers.process;

import java.io.IOException;

/** A place that cannot run a command, which another may. */
public final class UnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence
   */
  public UnavailableException(String message) {
    super(message);
  }
}
