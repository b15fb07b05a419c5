package io.cairn.server.cluster;

/** A message of a kind that this version does not know; it comes from a later one. */
final class UnknownMessageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnknownMessageException(Object kind) {
    super("of kind " + kind + ", which this version of Cairn does not know");
  }
}
