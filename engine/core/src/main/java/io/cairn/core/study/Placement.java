package io.cairn.core.study;

import java.util.List;

/**
 * Which machines may run a study's evaluations: the labels that a machine needs, by the rung that
 * an evaluation goes to. Low rungs can so run on many plain machines and high ones on few dear
 * ones.
 *
 * @param byRung labels needed for each rung of the ladder, lowest first; empty if no rung needs any
 */
public record Placement(List<WorkerLabels> byRung) {

  /** Every machine runs everything. */
  public static final Placement ANYWHERE = new Placement(List.of());

  public Placement {
    byRung = List.copyOf(byRung);
    if (byRung.contains(WorkerLabels.ANY)) {
      throw new IllegalArgumentException(
          "a rung cannot need any label there is; name the labels that it needs");
    }
    if (byRung.stream().allMatch(WorkerLabels::isEmpty)) {
      byRung = List.of();
    }
  }

  /** The same labels for each rung. */
  public static Placement everywhere(WorkerLabels needed, int rungs) {
    return new Placement(java.util.Collections.nCopies(rungs, needed));
  }

  /** What an evaluation to this rung needs. */
  public WorkerLabels needed(int rung) {
    return byRung.isEmpty() ? WorkerLabels.NONE : byRung.get(rung);
  }

  /** Whether a machine with these labels may run anything at all of a ladder of so many rungs. */
  boolean anyFits(WorkerLabels labels) {
    return byRung.isEmpty() || byRung.stream().anyMatch(labels::covers);
  }

  /**
   * How far a machine with these labels may run through.
   *
   * @param from the first rung, which it may run
   * @param to the last that is wanted
   * @return the highest rung up to which it has the labels of every rung on the way
   */
  int reach(WorkerLabels labels, int from, int to) {
    int rung = from;
    while (rung < to && labels.covers(needed(rung + 1))) {
      rung++;
    }
    return rung;
  }
}
