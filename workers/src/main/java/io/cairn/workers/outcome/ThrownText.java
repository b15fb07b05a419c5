package io.cairn.workers.outcome;

/** What a person is told of something that user code threw. */
public final class ThrownText {

  private ThrownText() {}

  /**
   * Its class and message. Never throws, although anybody may have written the class: an exception
   * whose message cannot be asked for is told by its class alone.
   */
  public static String of(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String kind = name.isEmpty() ? thrown.getClass().getName() : name;
    String message;
    try {
      message = thrown.getMessage();
    } catch (Throwable inItsMessage) { // of a class of somebody else's
      return kind + ", whose message cannot be had: " + inItsMessage.getClass().getName();
    }
    return message == null ? kind : kind + ": " + message;
  }

  /** Its message alone, of one that is known to have one; what it is called otherwise. */
  public static String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null ? of(thrown) : message;
    } catch (Throwable inItsMessage) { // of a class of somebody else's
      return of(thrown);
    }
  }
}
