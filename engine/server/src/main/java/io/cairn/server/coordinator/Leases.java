package io.cairn.server.coordinator;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.Resource;

/** What every lease of a study says alike. */
final class Leases {

  private Leases() {}

  static Resource resource(StudySpec spec) {
    RungLadder ladder = spec.ladder();
    return Resource.newBuilder()
        .setName(spec.resourceName())
        .setMin(ladder.level(0))
        .setMax(ladder.level(ladder.top()))
        .setIntegral(ladder.integral())
        .build();
  }

  /** Seed for a trial's training code: the same for each of its evaluations, whoever runs them. */
  static long seed(StudySpec spec, int trial) {
    // Positive and within 53 bits, so that any language can hold it.
    return new RandomStreams(spec.method().seed()).stream("training", trial).nextLong(1L << 53);
  }
}
