package io.cairn.server.coordinator;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudyState;
import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Report;
import io.cairn.workers.node.ToStudy;
import io.cairn.workers.node.WireValues;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a worker says of an evaluation, as core takes it and as it is acknowledged.
 *
 * @param command to decide
 * @param evaluation that it is about
 * @param token of its lease
 * @param sequence number of the report; 0 of an end
 * @param ends whether the evaluation is over with it
 */
record WorkerReport(
    StudyCommand command, String evaluation, long token, long sequence, boolean ends) {

  /** The report in a message that is no sign of life. */
  static WorkerReport of(ToStudy told) {
    if (told instanceof ToStudy.Reported reported) {
      Report report = reported.report();
      return new WorkerReport(
          new StudyCommand.Report(
              report.getToken(),
              report.getSequence(),
              report.getResource(),
              WireValues.toJava(report.getMetricsList()),
              report.getCostSeconds()),
          report.getEvaluation(),
          report.getToken(),
          report.getSequence(),
          false);
    }
    if (told instanceof ToStudy.Completed completed) {
      Complete complete = completed.complete();
      return new WorkerReport(
          new StudyCommand.Complete(
              complete.getToken(),
              complete.getResource(),
              WireValues.toJava(complete.getMetricsList()),
              OptionalDouble.of(complete.getCostSeconds()),
              complete.hasCheckpointBytes()
                  ? OptionalLong.of(complete.getCheckpointBytes())
                  : OptionalLong.empty()),
          complete.getEvaluation(),
          complete.getToken(),
          0,
          true);
    }
    if (told instanceof ToStudy.Failed failed) {
      Fail fail = failed.fail();
      return new WorkerReport(
          new StudyCommand.Fail(
              fail.getToken(),
              EventCodec.fromWire(fail.getKind()),
              fail.getMessage(),
              fail.getLogTail(),
              OptionalDouble.of(fail.getCostSeconds())),
          fail.getEvaluation(),
          fail.getToken(),
          0,
          true);
    }
    throw new IllegalArgumentException("a message that reports nothing: " + told);
  }

  /** The trial whose checkpoint a worker did not find, if this is the first that tells so. */
  static Optional<Integer> trialWithoutCheckpoint(ToStudy told, StudyState state) {
    if (told instanceof ToStudy.Reported reported && reported.report().getCheckpointMissing()) {
      Report report = reported.report();
      return state
          .granted(report.getToken())
          .filter(lease -> state.nextSequence(report.getToken()) == report.getSequence())
          .map(StudyReply.Granted::trial);
    }
    return Optional.empty();
  }

  /** Whether a lease is out for the evaluation and the trial that are named with it. */
  static boolean isOut(StudyCoordinator.CheckLease question, StudyState state) {
    return state
        .granted(question.token())
        .filter(lease -> lease.evaluation().equals(question.evaluation()))
        .filter(lease -> lease.trial() == question.trial())
        .isPresent();
  }

  /** The answer to whether a lease is out. */
  static Acknowledgement checked(
      String study, StudyCoordinator.CheckLease question, boolean isOut) {
    return Acknowledgement.newBuilder()
        .setStudy(study)
        .setEvaluation(question.evaluation())
        .setToken(question.token())
        .setAccepted(isOut)
        .build();
  }

  /** What the worker is told of the decision. */
  Acknowledgement acknowledgement(String study, StudyReply reply) {
    Acknowledgement.Builder answer =
        Acknowledgement.newBuilder()
            .setStudy(study)
            .setEvaluation(evaluation)
            .setToken(token)
            .setSequence(sequence)
            .setEnds(ends);
    if (reply instanceof StudyReply.Accepted accepted) {
      answer.setAccepted(true).setGoOn(accepted.goOn());
    } else if (reply instanceof StudyReply.Refused refused) {
      answer.setReason(refused.reason());
    }
    return answer.build();
  }
}
