package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.GridLandscapeBuilder;
import io.cairn.core.landscape.live.LiveFigures;
import io.cairn.core.landscape.topology.Topology;
import io.cairn.core.landscape.topology.TopologyMetric;
import io.cairn.core.landscape.topology.TopologyReport;
import io.cairn.core.landscape.topology.TopologySettings;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StudyLandscapeTest {

  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new IntegerParameter("a", 0, 7, Scale.LINEAR, 1),
              new IntegerParameter("b", 0, 5, Scale.LINEAR, 1),
              new CategoricalParameter("c", List.of("x", "y", "z"))),
          Map.of(),
          List.of());

  private static StudySpec spec(SearchSpace space) {
    return new StudySpec(
        "test",
        new Objective("loss", Objective.Direction.MINIMIZE),
        space,
        RungLadder.of(new Fidelity("epoch", Rational.parse("1"), Rational.parse("9"), 3, true)),
        new MethodSettings("asha", 3, Map.of()),
        Budget.ofTrials(100),
        FailureRules.DEFAULT,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        List.of());
  }

  @Test
  void askedEarlyLateOrAfterASnapshot_isTheBatchResult() {
    for (long seed = 1; seed <= 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StudyState early = new StudyState(spec(SPACE));
      assertThat(early.landscape()).isPresent();
      StudyState late = new StudyState(spec(SPACE));
      Map<Configuration, Double> top = new HashMap<>();
      StudyDecider decider = new StudyDecider();
      for (int i = 0; i < 130; i++) {
        StudyReply reply =
            decider.decide(late, new StudyCommand.RequestLease("w", false), Instant.EPOCH).reply();
        decider.decide(early, new StudyCommand.RequestLease("w", false), Instant.EPOCH);
        if (!(reply instanceof StudyReply.Granted granted)) {
          break;
        }
        double loss = random.nextInt(15) == 0 ? Double.NaN : random.nextInt(20) / 40.0;
        StudyCommand complete =
            new StudyCommand.Complete(
                granted.token(), granted.to(), Map.of("loss", loss), OptionalDouble.of(1));
        decider.decide(late, complete, Instant.EPOCH);
        decider.decide(early, complete, Instant.EPOCH);
        if (granted.to() == 1) {
          top.put(granted.configuration(), Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss);
        }
      }
      StudyRestorer restorer = new StudyRestorer(late.spec());
      late.copyTo(restorer);

      LiveFigures figures = late.landscape().orElseThrow().figures().get(0);
      assertThat(early.landscape().orElseThrow().figures().get(0)).isEqualTo(figures);
      assertThat(restorer.state().landscape().orElseThrow().figures().get(0)).isEqualTo(figures);

      GridLandscapeBuilder batch = new GridLandscapeBuilder(late.landscape().orElseThrow().grid());
      top.forEach((c, loss) -> batch.add(batch(late, c), loss));
      GridLandscape landscape = batch.build();
      TopologyReport report =
          Topology.analyze(
              landscape, TopologySettings.DEFAULT.withEps(StudyLandscape.EPS, StudyLandscape.EPS));
      assertThat(figures.measured()).as("seed " + seed).isEqualTo(top.size());
      assertThat(figures.assortativity())
          .isCloseTo(report.value(TopologyMetric.ASSORTATIVITY), within(1e-9));
      assertThat(figures.neutrality())
          .isCloseTo(report.value(TopologyMetric.NEUTRALITY_ABSOLUTE), within(1e-9));
      assertThat((double) figures.strict()).isEqualTo(report.value(TopologyMetric.OPTIMA_STRICT));
    }
  }

  private static long batch(StudyState state, Configuration configuration) {
    return state.landscape().orElseThrow().grid().codeOf(configuration).orElseThrow();
  }

  @Test
  void spaceWithARealParameter_hasNoSteps() {
    assertThat(new StudyState(spec(Studies.space())).landscape()).isEmpty();
  }
}
