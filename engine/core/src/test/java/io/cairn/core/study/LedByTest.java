package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.Belief;
import io.cairn.core.search.Expectation;
import io.cairn.core.search.landscape.LandscapeMethod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Holds the words of the landscape method and of its readers together. */
class LedByTest {

  private static List<StudyEvent> run(StudySpec spec) {
    StudyState state = new StudyState(spec);
    StudyDecider decider = new StudyDecider();
    List<StudyEvent> events = new ArrayList<>();
    Instant now = Instant.EPOCH;
    decider.decide(state, new StudyCommand.OpenSession("run"), now);
    while (state.phase() == StudyPhase.RUNNING) {
      Decision asked = decider.decide(state, new StudyCommand.RequestLease("n", true), now);
      events.addAll(asked.events());
      if (asked.reply() instanceof StudyReply.Granted g) {
        double accuracy = Studies.accuracy(g.configuration(), g.to());
        events.addAll(
            decider
                .decide(
                    state,
                    new StudyCommand.Complete(
                        g.token(), g.to(), Map.of("accuracy", accuracy), OptionalDouble.of(g.to())),
                    now)
                .events());
      }
    }
    return events;
  }

  private static Map<LedBy, Integer> leads(List<StudyEvent> events) {
    Map<LedBy, Integer> leads = new EnumMap<>(LedBy.class);
    for (StudyEvent event : events) {
      LedBy.of(event).ifPresent(lead -> leads.merge(lead, 1, Integer::sum));
      if (event instanceof StudyEvent.TrialStarted started) {
        boolean byModel = started.origin().matches("(model|variation): .*");
        assertThat(LedBy.of(event).orElseThrow() != LedBy.OTHER)
            .as(started.origin())
            .isEqualTo(byModel);
      }
    }
    return leads;
  }

  @Test
  void landscape_saysWhoLedEachDecision() {
    StudySpec alone = Studies.spec("landscape", Budget.ofTrials(30));
    Map<LedBy, Integer> leads = leads(run(alone));
    assertThat(leads).doesNotContainKey(LedBy.PRIORS);
    assertThat(leads.get(LedBy.STUDY)).isGreaterThan(10);
    Belief belief = new Belief(Map.of("x", new Expectation.Near(0.3, 0.1)));
    StudySpec aided =
        alone.withPriors(List.of(belief.fit(LandscapeMethod.basis(alone.space(), alone.ladder()))));
    assertThat(leads(run(aided)).get(LedBy.PRIORS)).isPositive();
  }

  @Test
  void otherMethods_areLedByNeither() {
    assertThat(leads(run(Studies.spec("asha", Budget.ofTrials(9))))).containsOnlyKeys(LedBy.OTHER);
  }

  @Test
  void eventsThatAreNoDecision_haveNoLead() {
    assertThat(LedBy.of(new StudyEvent.StudyEnded(Instant.EPOCH, "led by priors"))).isEmpty();
  }
}
