package io.cairn.server.events;

import java.time.Duration;
import java.util.Optional;

/**
 * Makes events of the lines of a stream, by the rules of WHATWG HTML, 9.2.6: an event is what
 * stands before a blank line, and one that the stream breaks off in the middle of never was. One
 * difference: an id counts when its event is complete, so that no broken event is skipped after a
 * break.
 */
final class EventParser {

  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private String id;
  private Optional<Duration> retry = Optional.empty();

  /**
   * A parser for a new stream.
   *
   * @param id of the last event of the stream before
   */
  EventParser(String id) {
    this.id = id;
  }

  /** How long to wait before coming again, if the stream has said so. */
  Optional<Duration> retry() {
    return retry;
  }

  /** Takes a line without its end; an event if the line completes one. */
  Optional<ServerEvent> line(String line) {
    if (line.isEmpty()) {
      return completed();
    }
    int colon = line.indexOf(':');
    if (colon == 0) {
      return Optional.empty(); // a comment
    }
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    switch (field) {
      case "data" -> data.append(value).append('\n');
      case "event" -> type = value;
      case "id" -> {
        if (value.indexOf('\0') < 0) {
          id = value;
        }
      }
      case "retry" -> {
        if (value.matches("[0-9]{1,9}")) {
          retry = Optional.of(Duration.ofMillis(Long.parseLong(value)));
        }
      }
      default -> {
        // Of a later version of the rules.
      }
    }
    return Optional.empty();
  }

  private Optional<ServerEvent> completed() {
    String text = data.length() == 0 ? "" : data.substring(0, data.length() - 1);
    ServerEvent event = new ServerEvent(id, type.isEmpty() ? "message" : type, text);
    data.setLength(0);
    type = "";
    return text.isEmpty() ? Optional.empty() : Optional.of(event);
  }
}
