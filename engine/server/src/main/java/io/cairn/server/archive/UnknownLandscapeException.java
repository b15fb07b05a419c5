package io.cairn.server.archive;

/** No landscape, or several, answer to what was asked for; the message says which there are. */
public final class UnknownLandscapeException extends Exception {

  private static final long serialVersionUID = 1L;

  UnknownLandscapeException(String message) {
    super(message);
  }
}
