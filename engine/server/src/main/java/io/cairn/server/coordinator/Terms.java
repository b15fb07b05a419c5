package io.cairn.server.coordinator;

import io.cairn.core.study.StudySpec;
import io.cairn.proto.cluster.Claim;
import io.cairn.workers.node.NodeSettings;
import java.time.Duration;

/**
 * What a study is, for its coordinator.
 *
 * @param spec what it decides by
 * @param timeLimit longest time of one evaluation; zero is unlimited
 * @param claim what it asks the dispatcher for, its id included
 */
public record Terms(StudySpec spec, Duration timeLimit, Claim claim) {

  /** Terms of a study that has its workers to itself. */
  public static Terms alone(String study, StudySpec spec, Duration timeLimit) {
    return new Terms(
        spec,
        timeLimit,
        Claim.newBuilder().setStudy(study).setWeight(1).setWorkerType(NodeSettings.ALONE).build());
  }
}
