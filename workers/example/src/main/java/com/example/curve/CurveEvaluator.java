package com.example.curve;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Runs evaluations: goes on from a checkpoint, reports, and ends when it is asked to. Holds nothing
 * but the rows, which nobody changes, so that all slots can use it at once and there is nothing to
 * close.
 */
final class CurveEvaluator implements Evaluator {

  private static final int HIGHEST_DEGREE = 20;

  private final CurveSettings settings;

  CurveEvaluator(CurveSettings settings) {
    this.settings = settings;
  }

  @Override
  public Outcome evaluate(Evaluation evaluation, Progress progress) throws IOException {
    Optional<String> wrong = wrong(evaluation.configuration());
    if (wrong.isPresent()) {
      return new Outcome.Failed(Outcome.Kind.ERROR, wrong.get());
    }
    Curve curve = start(evaluation, progress);
    Outcome outcome = train(curve, evaluation, progress);
    if (evaluation.checkpoints().isPresent()) {
      // Also when it was asked to end: whoever goes on with the trial goes on from here.
      new Checkpoint(curve.passes(), curve.weights()).write(evaluation.checkpoints().get());
    }
    return outcome;
  }

  /** From 0 always anew; from a level with what the trial's last evaluation left. */
  private Curve start(Evaluation evaluation, Progress progress) {
    int weights = (int) number(evaluation, "degree", 1) + 1;
    Optional<Checkpoint> left =
        evaluation.from() == 0
            ? Optional.empty()
            : evaluation
                .checkpoints()
                .flatMap(folder -> Checkpoint.read(folder, weights))
                .filter(checkpoint -> checkpoint.passes() <= (long) evaluation.to());
    left.ifPresent(found -> progress.log("goes on after pass " + found.passes()));
    return left.map(found -> new Curve(settings.rows(), found.weights(), found.passes()))
        .orElseGet(() -> new Curve(settings.rows(), new double[weights], 0));
  }

  private Outcome train(Curve curve, Evaluation evaluation, Progress progress) {
    double learningRate = number(evaluation, "learning-rate", 0.01);
    double decay = number(evaluation, "decay", 0);
    long to = (long) Math.ceil(evaluation.to());
    long limit = evaluation.timeLimit().map(time -> System.nanoTime() + time.toNanos()).orElse(0L);
    while (curve.passes() < to) {
      if (Thread.interrupted() || progress.cancelled()) {
        return new Outcome.Failed(Outcome.Kind.CANCELLED, "after pass " + curve.passes());
      }
      if (evaluation.timeLimit().isPresent() && System.nanoTime() - limit > 0) {
        return new Outcome.Failed(
            Outcome.Kind.TIME_LIMIT, "its time was over after pass " + curve.passes());
      }
      curve.pass(learningRate, decay, evaluation.seed());
      long pass = curve.passes();
      boolean due = pass == to || Long.bitCount(pass) == 1;
      if (due && pass > evaluation.from()) {
        boolean goOn = progress.report(pass, Map.of(settings.metric(), curve.error()));
        if (!goOn) {
          return Outcome.Completed.at(pass, Map.of());
        }
      }
    }
    return Outcome.Completed.at(to, Map.of(settings.metric(), curve.error()));
  }

  private static double number(Evaluation evaluation, String parameter, double otherwise) {
    return evaluation.configuration().get(parameter) instanceof Number number
        ? number.doubleValue()
        : otherwise;
  }

  private static Optional<String> wrong(Map<String, Object> configuration) {
    Object degree = configuration.getOrDefault("degree", 1L);
    return degree instanceof Long whole && whole >= 0 && whole <= HIGHEST_DEGREE
        ? Optional.empty()
        : Optional.of(
            "degree = " + degree + " must be a whole number from 0 to " + HIGHEST_DEGREE);
  }
}
