package io.cairn.server.history;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorExpectation;
import io.cairn.core.transfer.PriorTrust;
import io.cairn.core.transfer.SurfaceBasis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How the best of a study would have gone by what its priors expect of the configurations that it
 * tried: beside the true course it shows where the study found what no prior foresaw, and what a
 * prior still promises.
 *
 * @param rung where it is told: the highest with enough results
 * @param results how many it rests on
 * @param lines of the priors with the largest weights
 */
public record PriorExpectations(int rung, int results, List<Line> lines) {

  /** More lines than that are a tangle. */
  private static final int MOST_LINES = 4;

  /** As many results tell the line; the time for each is that of a surface in some places. */
  private static final int MOST_RESULTS = 5_000;

  public PriorExpectations {
    lines = List.copyOf(lines);
  }

  /**
   * What one prior expects.
   *
   * @param prior its place among those of the study
   * @param promise the metric that it expects of its own best configurations; NaN if it names none
   * @param steps where what it expects of the tried ones became better, oldest first
   */
  public record Line(int prior, double promise, List<Step> steps) {
    public Line {
      steps = List.copyOf(steps);
    }
  }

  /**
   * From here on it expects this.
   *
   * @param trial of which
   * @param value the metric that it expects there
   * @param moment when the trial's result came
   */
  public record Step(int trial, double value, StudyMoment moment) {}

  /**
   * Results of one rung, in the order in which they came.
   *
   * @param configurations one for each result
   */
  public record Measured(int rung, List<RungResult> results, List<Configuration> configurations) {
    public Measured {
      results = List.copyOf(results);
      configurations = List.copyOf(configurations);
    }

    /** The finite results of the highest rung that has enough; empty if none has. */
    public static Optional<Measured> of(StudyHistory history) {
      for (int rung = history.spec().ladder().top(); rung >= 0; rung--) {
        List<RungResult> all = finite(history, rung);
        if (all.size() >= PriorExpectation.LEAST_RESULTS) {
          List<RungResult> some = evenly(all);
          return Optional.of(
              new Measured(
                  rung,
                  some,
                  some.stream()
                      .map(result -> history.trials().get(result.trial()).configuration())
                      .toList()));
        }
      }
      return Optional.empty();
    }

    private static List<RungResult> finite(StudyHistory history, int rung) {
      return history.results().stream()
          .filter(result -> result.rung() == rung && result.finite())
          .toList();
    }

    private static List<RungResult> evenly(List<RungResult> all) {
      int count = Math.min(MOST_RESULTS, all.size());
      return IntStream.range(0, count)
          .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
          .toList();
    }
  }

  /**
   * Lays the priors over results.
   *
   * @param spec with its fitted priors
   * @param trust in them, in their order
   */
  public static PriorExpectations of(StudySpec spec, List<PriorTrust> trust, Measured measured) {
    SurfaceBasis basis = LandscapeMethod.basis(spec.space(), spec.ladder());
    double[] losses = measured.results().stream().mapToDouble(RungResult::loss).toArray();
    List<Line> lines =
        IntStream.range(0, Math.min(trust.size(), spec.priors().size()))
            .filter(prior -> trust.get(prior).isUsed())
            .boxed()
            .sorted(Comparator.comparingDouble(prior -> -trust.get(prior).weight().value()))
            .limit(MOST_LINES)
            .map(prior -> line(spec, basis, prior, measured, losses))
            .toList();
    return new PriorExpectations(measured.rung(), losses.length, lines);
  }

  private static Line line(
      StudySpec spec, SurfaceBasis basis, int prior, Measured measured, double[] losses) {
    FittedPrior fitted = spec.priors().get(prior);
    PriorExpectation expectation =
        PriorExpectation.of(basis, fitted, measured.rung(), measured.configurations(), losses);
    List<Step> steps = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < losses.length; i++) {
      double loss = expectation.atMeasured(i);
      if (loss < least) {
        least = loss;
        RungResult result = measured.results().get(i);
        steps.add(new Step(result.trial(), spec.objective().metricValue(loss), result.moment()));
      }
    }
    double promise = expectation.promise();
    return new Line(
        prior, Double.isNaN(promise) ? promise : spec.objective().metricValue(promise), steps);
  }

  void write(JsonGenerator json, StudySpec spec) throws IOException {
    json.writeStartObject();
    json.writeNumberField("rung", rung);
    json.writeFieldName("resource");
    JsonValues.amount(json, spec.ladder().level(rung));
    json.writeNumberField("results", results);
    json.writeArrayFieldStart("priors");
    for (Line line : lines) {
      json.writeStartObject();
      json.writeNumberField("prior", line.prior());
      json.writeFieldName("promise");
      JsonValues.real(json, line.promise());
      column(json, "trial", line, Step::trial);
      column(json, "value", line, Step::value);
      column(json, "evaluations", line, step -> step.moment().evaluations());
      column(json, "computeSeconds", line, step -> step.moment().costSeconds());
      column(json, "elapsedSeconds", line, step -> step.moment().elapsedSeconds());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void column(JsonGenerator json, String name, Line line, ToDoubleFunction<Step> of)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Step step : line.steps()) {
      JsonValues.amount(json, of.applyAsDouble(step));
    }
    json.writeEndArray();
  }
}
