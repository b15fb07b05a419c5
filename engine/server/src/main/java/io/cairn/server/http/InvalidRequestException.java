package io.cairn.server.http;

/** A request has a mistake; the message says which, and is answered with 400. */
final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidRequestException(String message) {
    super(message);
  }
}
