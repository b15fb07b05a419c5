package io.cairn.workers.s3;

import java.time.Duration;

/**
 * How much at once, how often and how long.
 *
 * @param partBytes larger files are sent and fetched in parts of this size, so that a connection
 *     that breaks costs one part; at least 5 MiB, which stores ask for
 * @param attempts of each request, at least 1
 * @param firstDelay before the second attempt; it doubles with each
 * @param longestDelay between two attempts
 * @param silence how long a connection may take to be made, or bring nothing
 * @param request how long an attempt may take in all
 * @param idleBytes what local copies of trials that do not run may take together
 */
public record S3Limits(
    long partBytes,
    int attempts,
    Duration firstDelay,
    Duration longestDelay,
    Duration silence,
    Duration request,
    long idleBytes) {

  /** A store has one to two minutes to come back; a part may come at 60 KB/s. */
  public static final S3Limits USUAL =
      new S3Limits(
          16L << 20,
          12,
          Duration.ofMillis(200),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          4L << 30);

  /** Attempts of the look at the start, where somebody waits for the answer. */
  private static final int AT_THE_START = 4;

  /** S3 takes 10,000 parts of an object. */
  private static final long MOST_PARTS = 10_000;

  S3Limits atTheStart() {
    return new S3Limits(
        partBytes,
        Math.min(attempts, AT_THE_START),
        firstDelay,
        longestDelay,
        silence,
        request,
        idleBytes);
  }

  /** Size of the parts of a file. */
  long partOf(long size) {
    return Math.max(partBytes, (size + MOST_PARTS - 1) / MOST_PARTS);
  }
}
