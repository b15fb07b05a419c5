package io.cairn.server.terminal;

/**
 * Whether what is shown is what is.
 *
 * @param silentSeconds since the last sign of life
 * @param trouble why nothing comes; empty while something does
 */
public record Freshness(long silentSeconds, String trouble) {

  /** Everything is as it is. */
  public static final Freshness NOW = new Freshness(0, "");

  /** Signs of life come every ten seconds. */
  private static final long TOLD = 15;

  boolean isStale() {
    return !trouble.isEmpty() || silentSeconds >= TOLD;
  }

  /** What a person should know of it. */
  String sentence() {
    String since = "as of " + silentSeconds + " s ago";
    return trouble.isEmpty() ? "STALE, " + since : "STALE, " + since + ": " + trouble;
  }
}
