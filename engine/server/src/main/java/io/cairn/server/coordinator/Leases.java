package io.cairn.server.coordinator;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.proto.Lease;
import io.cairn.proto.NamedValue;
import io.cairn.proto.Resource;
import io.cairn.workers.node.WireValues;
import java.time.Duration;
import java.util.Optional;

/** Leases as workers get them. */
final class Leases {

  private Leases() {}

  /**
   * The lease of an evaluation that was granted.
   *
   * @param state of the study that granted it
   * @param timeLimit of an evaluation; zero is unlimited
   * @param traceparent what its worker's part of a trace belongs to
   */
  static Lease lease(
      String study,
      StudyState state,
      Duration timeLimit,
      StudyReply.Granted granted,
      Optional<String> traceparent) {
    StudySpec spec = state.spec();
    Lease.Builder lease =
        Lease.newBuilder()
            .setStudy(study)
            .setEvaluation(granted.evaluation())
            .setToken(granted.token())
            .setTrial(granted.trial())
            .setAttempt(granted.attempt())
            .setResource(resource(spec))
            .setFrom(granted.from())
            .setTo(granted.to())
            .setSeed(seed(spec, granted.trial()))
            .setLeaseMillis(spec.lease().toMillis())
            .setTimeLimitMillis(timeLimit.toMillis())
            .setCheckpoints(spec.checkpoints());
    traceparent.ifPresent(lease::setTraceparent);
    if (granted.from() > 0) {
      state.checkpointBytes(granted.trial()).ifPresent(lease::setCheckpointBytes);
    }
    granted
        .configuration()
        .values()
        .forEach(
            (name, value) ->
                lease.addConfiguration(
                    NamedValue.newBuilder().setName(name).setValue(WireValues.toWire(value))));
    return lease.build();
  }

  private static Resource resource(StudySpec spec) {
    RungLadder ladder = spec.ladder();
    return Resource.newBuilder()
        .setName(spec.resourceName())
        .setMin(ladder.level(0))
        .setMax(ladder.level(ladder.top()))
        .setIntegral(ladder.integral())
        .build();
  }

  /** Seed for a trial's training code: the same for each of its evaluations, whoever runs them. */
  private static long seed(StudySpec spec, int trial) {
    // Positive and within 53 bits, so that any language can hold it.
    return new RandomStreams(spec.method().seed()).stream("training", trial).nextLong(1L << 53);
  }
}
