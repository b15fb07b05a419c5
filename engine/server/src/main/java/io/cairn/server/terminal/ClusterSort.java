package io.cairn.server.terminal;

import java.util.Comparator;
import java.util.List;

/** By what studies are sorted; numbers have the largest first. */
public enum ClusterSort {
  NEWEST("newest", (a, b) -> 0),
  STUDY("study", Comparator.comparing(study -> study.naming().study())),
  STATE("state", Comparator.comparing(study -> study.naming().state())),
  PROGRESS(
      "progress",
      largest(
          study -> {
            Double progress = study.pace().progress();
            return progress == null ? Double.NEGATIVE_INFINITY : progress;
          })),
  RUNNING("running", largest(study -> study.counts().running())),
  WAITING("waiting", largest(study -> study.counts().waiting())),
  FAILURES(
      "failures",
      largest(
          study -> {
            Long failures = study.counts().failures();
            return failures == null ? Double.NEGATIVE_INFINITY : failures;
          })),
  ELAPSED(
      "elapsed",
      largest(
          study -> {
            Double elapsed = study.pace().elapsedSeconds();
            return elapsed == null ? Double.NEGATIVE_INFINITY : elapsed;
          }));

  private final String word;
  private final Comparator<StudyFacts> order;

  ClusterSort(String word, Comparator<StudyFacts> order) {
    this.word = word;
    this.order = order;
  }

  /** What is not told comes last. */
  private static Comparator<StudyFacts> largest(
      java.util.function.ToDoubleFunction<StudyFacts> figure) {
    return Comparator.comparingDouble(figure).reversed();
  }

  String word() {
    return word;
  }

  /** The one so many places on; after the last comes the first. */
  ClusterSort next(int places) {
    return values()[Math.floorMod(ordinal() + places, values().length)];
  }

  /** Sorted; equal ones stay as they are, newest first. */
  List<StudyFacts> of(List<StudyFacts> newestFirst, boolean reversed) {
    List<StudyFacts> sorted = new java.util.ArrayList<>(newestFirst);
    sorted.sort(order);
    if (reversed) {
      java.util.Collections.reverse(sorted);
    }
    return sorted;
  }
}
