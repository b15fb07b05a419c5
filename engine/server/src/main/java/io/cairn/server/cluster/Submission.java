package io.cairn.server.cluster;

import java.nio.charset.StandardCharsets;

/**
 * A sweep that a person hands in.
 *
 * @param sweepJson the sweep as canonical JSON
 * @param sweepFolder folder of its file, absolute, as workers see it
 * @param id wanted id of the study; empty to have one made
 * @param token by which this submission is known if it is sent again; not empty
 */
public record Submission(String sweepJson, String sweepFolder, String id, String token) {

  /** Longest sweep in bytes of UTF-8: it travels to workers in one message. */
  public static final int LONGEST = 256 * 1024;

  /** Length of the sweep in bytes of UTF-8. */
  public int length() {
    return sweepJson.getBytes(StandardCharsets.UTF_8).length;
  }
}
