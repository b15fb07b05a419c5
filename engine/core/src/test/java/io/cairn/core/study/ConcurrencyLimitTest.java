package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.MethodSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A limit of concurrency bounds what is out and nothing else (ray#14500, katib#1168): rungs and
 * brackets have their sizes, nothing stands still, and the last member of a rung may lose its
 * worker.
 */
class ConcurrencyLimitTest {

  private static StudySpec spec(String method, int most) {
    StudySpec nine = Studies.spec(method, Budget.ofTrials(27));
    return new StudySpec(
            nine.name(),
            nine.objective(),
            nine.space(),
            Studies.ladder(27, true),
            new MethodSettings(method, 7, Map.of()),
            nine.budget(),
            nine.failures(),
            nine.lease(),
            nine.grace(),
            List.of())
        .withWorkers(new WorkerRules(Placement.ANYWHERE, OptionalInt.of(most)));
  }

  /** Results by rung of a study on more workers than may be busy, some of which die. */
  private static Map<Integer, Integer> results(StudySpec spec, int workers, long seed) {
    DrivenStudy study = new DrivenStudy(spec);
    SplittableRandom random = new SplittableRandom(seed);
    List<StudyReply.Granted> out = new ArrayList<>();
    int most = spec.workers().maxInFlight().getAsInt();
    int deaths = 0;
    while (true) {
      StudyReply reply = study.request(WorkerLabels.ANY);
      while (out.size() < workers && reply instanceof StudyReply.Granted granted) {
        out.add(granted);
        assertThat(out.size()).isLessThanOrEqualTo(most);
        reply = study.request(WorkerLabels.ANY);
      }
      if (reply instanceof StudyReply.Done) {
        break;
      }
      assertThat(out).as("something runs whenever there is something to do").isNotEmpty();
      StudyReply.Granted one = out.remove(random.nextInt(out.size()));
      boolean lastOfItsRung = out.stream().noneMatch(other -> other.to() == one.to());
      if (lastOfItsRung && deaths < 5) {
        deaths++;
        out.clear();
        study.pass(Duration.ofSeconds(61));
      } else {
        study.tell(one, Studies.accuracy(one.configuration(), one.to()));
      }
    }
    Map<Integer, Integer> byRung = new TreeMap<>();
    for (StudyEvent.Reported e : study.all(StudyEvent.Reported.class)) {
      byRung.merge(e.rung().orElseThrow(), 1, Integer::sum);
    }
    assertThat(study.state.spending().failures()).isZero();
    assertThat(study.state.spending().lost()).isPositive();
    return byRung;
  }

  @ParameterizedTest
  @CsvSource({"sha,1", "sha,2", "sha,3", "sha,27", "hyperband,1", "hyperband,3", "hyperband,27"})
  void fixedSizes_areTheSameWhateverTheLimit(String method, int most) {
    for (long seed = 1; seed <= 5; seed++) {
      Map<Integer, Integer> byRung = results(spec(method, most), 30, seed);
      if (method.equals("sha")) {
        assertThat(byRung)
            .as("seed " + seed)
            .containsExactly(Map.entry(0, 27), Map.entry(1, 9), Map.entry(2, 3), Map.entry(3, 1));
      } else {
        assertThat(byRung).as("seed " + seed).isEqualTo(results(spec(method, 5), 30, 1));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"asha,1", "asha,2", "asha,3", "asha,27", "pasha,2", "asha-stopping,2", "random,1"})
  void othersGoThroughToo(String method, int most) {
    for (long seed = 1; seed <= 5; seed++) {
      Map<Integer, Integer> byRung = results(spec(method, most), 30, seed);
      int first = method.equals("random") ? 3 : 0;
      assertThat(byRung.get(first)).as("seed " + seed).isEqualTo(27);
      if (method.startsWith("asha")) {
        assertThat(byRung.get(3)).as("seed " + seed + ": somebody reached the top").isPositive();
      }
    }
  }
}
