package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.Action;
import io.cairn.core.search.Belief;
import io.cairn.core.search.Expectation;
import io.cairn.core.search.Method;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.MethodSpec;
import io.cairn.core.search.Methods;
import io.cairn.core.search.Proposal;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.FittedPrior;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person wants to be tried first is tried first, whatever the priors say. */
class StartsTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
          Map.of(),
          List.of());
  private static final RungLadder LADDER =
      RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(9), 3, true));
  private static final List<FittedPrior> PRIORS =
      List.of(
          new Belief(Map.of("x", new Expectation.Near(0.8, 0.1)))
              .fit(LandscapeMethod.basis(SPACE, LADDER)));

  private static Configuration at(double x) {
    return SPACE.configuration(Map.of("x", x));
  }

  private static Method method(List<FittedPrior> priors) {
    return Methods.create(
        new MethodSpec(
            MethodSettings.of("landscape", 1),
            SPACE,
            LADDER,
            OptionalInt.empty(),
            List.of(
                new Proposal(at(0.1), Proposal.YOUR_START),
                new Proposal(at(0.2), Proposal.YOUR_START),
                new Proposal(at(0.7), "portfolio: best of churn")),
            priors));
  }

  private static Action.StartTrial next(Method method) {
    return (Action.StartTrial) method.next(true);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void starts_goBeforeTheModel(boolean priors) {
    Method method = method(priors ? PRIORS : List.of());
    for (int trial = 0; trial < 2; trial++) {
      Action.StartTrial start = next(method);
      assertThat(start.origin()).isEqualTo("your start");
      assertThat(start.configuration()).isEqualTo(at(trial == 0 ? 0.1 : 0.2));
      method.started(trial, start.configuration(), start.bracket(), start.rung());
    }
    assertThat(next(method).origin()).startsWith(priors ? "model: " : "portfolio: best of churn");
  }

  @Test
  void startThatSomebodyElseTook_isNotTriedAgain() {
    Method method = method(PRIORS);
    method.started(0, at(0.2), 0, 0);
    Action.StartTrial start = next(method);
    assertThat(start.configuration()).isEqualTo(at(0.1));
    method.started(1, start.configuration(), 0, start.rung());
    assertThat(next(method).origin()).isNotEqualTo("your start");
  }
}
