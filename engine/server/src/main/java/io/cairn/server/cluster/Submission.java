package io.cairn.server.cluster;

/**
 * A sweep that a person hands in.
 *
 * @param sweepJson the sweep as canonical JSON
 * @param sweepFolder folder of its file, absolute, as workers see it
 * @param id wanted id of the study; empty to have one made
 * @param token by which this submission is known if it is sent again; not empty
 */
public record Submission(String sweepJson, String sweepFolder, String id, String token) {

  /** Longest sweep in characters: it travels to workers in one message. */
  public static final int LONGEST = 200_000;
}
