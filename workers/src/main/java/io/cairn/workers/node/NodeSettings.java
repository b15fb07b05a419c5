package io.cairn.workers.node;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of a worker node.
 *
 * @param node its id, unique in the cluster
 * @param slots evaluations that it runs at once, at least 1
 * @param resend how long to wait for an answer before a message is sent again
 * @param grace how long a cancelled evaluation may take to end before its slot is written off
 * @param folder where evaluations find their checkpoint and scratch folders
 */
public record NodeSettings(String node, int slots, Duration resend, Duration grace, Path folder) {
  public NodeSettings {
    if (slots < 1) {
      throw new IllegalArgumentException("slots = " + slots + " must be at least 1");
    }
  }

  /** Folder of a trial's checkpoints. */
  Path checkpoints(int trial) {
    return folder.resolve("checkpoints").resolve("trial-" + trial);
  }

  /** Folder for an evaluation's own files. */
  Path scratch(String evaluation) {
    return folder.resolve("scratch").resolve(evaluation);
  }
}
