package io.cairn.server.metrics;

import io.cairn.server.coordinator.StudyView;

/** The counters of a study that a node also adds up over its studies. */
record StudyCounts(
    long trials,
    long results,
    long failures,
    long relocations,
    long leaseExpiries,
    long startsWithoutModel) {

  static final StudyCounts NONE = new StudyCounts(0, 0, 0, 0, 0, 0);

  static StudyCounts of(StudyView view) {
    return new StudyCounts(
        view.spending().trials(),
        view.spending().evaluations(),
        view.spending().failures(),
        view.spending().relocations(),
        view.leaseExpiries(),
        view.startsWithoutModel().orElse(0));
  }

  /** These and what a study did between two views. */
  StudyCounts plus(StudyCounts before, StudyCounts now) {
    return new StudyCounts(
        trials + rise(before.trials, now.trials),
        results + rise(before.results, now.results),
        failures + rise(before.failures, now.failures),
        relocations + rise(before.relocations, now.relocations),
        leaseExpiries + rise(before.leaseExpiries, now.leaseExpiries),
        startsWithoutModel + rise(before.startsWithoutModel, now.startsWithoutModel));
  }

  private static long rise(long before, long now) {
    return Math.max(0, now - before);
  }
}
