package io.cairn.workers.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Settings of a worker node.
 *
 * @param node its id, unique in the cluster
 * @param slots evaluations that it runs at once, at least 1
 * @param labels words that say what the node has, for example {@code gpu}; studies ask for them
 * @param types kinds of worker that it can run
 * @param version of Cairn that it runs
 * @param resend how long to wait for an answer before a message is sent again
 * @param grace how long a cancelled evaluation may take to end before its slot is written off
 * @param checkpoints where trials keep their checkpoints
 * @param scratch where evaluations find a folder for their own files
 */
public record NodeSettings(
    String node,
    int slots,
    SortedSet<String> labels,
    SortedSet<String> types,
    String version,
    Duration resend,
    Duration grace,
    Checkpoints checkpoints,
    Path scratch) {

  /** Kind of worker of a node that one study has to itself, whatever runs its evaluations. */
  public static final String ALONE = "alone";

  public NodeSettings {
    if (slots < 1) {
      throw new IllegalArgumentException("slots = " + slots + " must be at least 1");
    }
    labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
  }

  /** Settings of the one node of a machine that runs one study in its folder. */
  public static NodeSettings alone(
      String node, int slots, Duration resend, Duration grace, Path folder) {
    return new NodeSettings(
        node,
        slots,
        new TreeSet<>(),
        new TreeSet<>(List.of(ALONE)),
        "",
        resend,
        grace,
        CheckpointFolder.ofOneStudy(folder.resolve("checkpoints")),
        folder.resolve("scratch"));
  }

  /** Folder for an evaluation's own files. */
  Path scratch(String study, String evaluation) {
    return scratch.resolve(study).resolve(evaluation);
  }
}
