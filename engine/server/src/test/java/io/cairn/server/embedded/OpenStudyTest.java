package io.cairn.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.study.StudyEvent;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.studies.CairnException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OpenStudyTest {

  @TempDir Path home;

  private StudyBuilder bowl(String method, int trials) {
    return Cairn.study(Bowl.sweep(method, trials)).home(home).id("mine");
  }

  private static double loss(Asked asked) {
    return Bowl.loss(asked.real("x"), asked.real("y"));
  }

  @Test
  void loop_asksAndTellsUntilTheStudyIsOver() throws Exception {
    List<Double> losses = new ArrayList<>();
    try (OpenStudy study = bowl("landscape", 30).open()) {
      for (Optional<Asked> asked = study.ask(); asked.isPresent(); asked = study.ask()) {
        losses.add(loss(asked.get()));
        study.tell(asked.get(), loss(asked.get()));
      }

      assertThat(losses).hasSize(30);
      assertThat(study.isEnded()).isTrue();
      assertThat(study.best().orElseThrow().value()).isEqualTo(Collections.min(losses));
      StudyResult result = study.finish().orElseThrow();
      assertThat(result.report()).isRegularFile();
      assertThat(LandscapeArchive.open(home).contents().entries())
          .extracting(LandscapeArchive.Entry::id)
          .containsExactly(result.landscape().orElseThrow());
    }
  }

  @Test
  void openedAgain_itHasWhatWasOut() throws Exception {
    Asked out;
    try (OpenStudy study = bowl("random", 5).open()) {
      study.tell(study.ask().orElseThrow(), 1);
      out = study.ask().orElseThrow();
      assertThat(study.finish()).as("it is not over").isEmpty();
      assertThatThrownBy(study::ask)
          .isInstanceOf(CairnException.class)
          .hasMessageContaining("was closed here");
    }

    try (OpenStudy study = bowl("random", 5).open()) {
      assertThat(study.pending()).containsExactly(out);
      study.tell(out, 2);
      assertThat(study.pending()).isEmpty();
      for (Optional<Asked> asked = study.ask(); asked.isPresent(); asked = study.ask()) {
        study.tell(asked.get(), Map.of("loss", loss(asked.get()), "extra", 1.0), 0.5);
      }
      StudyResult result = study.finish().orElseThrow();
      assertThat(result.history().trials()).hasSize(5);
      assertThat(result.history().metricNames()).contains("extra");
    }
  }

  @Test
  void interruptedThread_losesNothingThatItAskedForOrTold() throws Exception {
    OpenStudy study = bowl("random", 2).open();
    try {
      Thread.currentThread().interrupt();
      Asked asked = study.ask().orElseThrow();
      study.tell(asked, 3);
      assertThat(study.best().orElseThrow().value()).isEqualTo(3);
      Asked out = study.ask().orElseThrow();
      assertThatThrownBy(study::ask).isInstanceOf(InterruptedException.class);
      assertThat(study.pending()).containsExactly(out);
      Thread.currentThread().interrupt();
    } finally {
      study.close();
    }
    assertThat(Thread.interrupted()).as("as it was").isTrue();
    assertThat(Files.readString(home.resolve("studies/mine/status.json")))
        .contains("\"state\":\"interrupted\"");
  }

  @Test
  void tellingTwice_isRefusedAndChangesNothing() throws Exception {
    try (OpenStudy study = bowl("random", 5).open()) {
      Asked asked = study.ask().orElseThrow();
      study.tell(asked, 3);

      assertThatThrownBy(() -> study.tell(asked, 1)).isInstanceOf(CairnException.class);
      assertThatThrownBy(() -> study.tell(study.ask().orElseThrow(), Map.of("other", 1.0)))
          .isInstanceOf(CairnException.class)
          .hasMessageContaining("loss");
      assertThat(study.best().orElseThrow().value()).isEqualTo(3);
    }
  }

  @Test
  void ask_waitsUntilAnotherThreadTells() throws Exception {
    try (OpenStudy study = bowl("random", 1).open()) {
      Asked only = study.ask().orElseThrow();
      assertThat(study.askNow()).isEmpty();
      assertThat(study.isEnded()).isFalse();

      CompletableFuture<Optional<Asked>> asks =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return study.ask();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      study.tell(only, 1);

      assertThat(asks.get()).as("the study is over").isEmpty();
    }
  }

  @Test
  void reportsOnTheWay_areTheTrialsCurve() throws Exception {
    String fidelity = "fidelity { name = epoch, min = 1, max = 9, reduction = 3 }";
    List<StudyEvent> told = Collections.synchronizedList(new ArrayList<>());
    StudyHooks hooks =
        new StudyHooks() {
          @Override
          public void happened(StudyEvent event) {
            told.add(event);
          }
        };
    StudyResult result;
    try (OpenStudy study =
        Cairn.study(Bowl.sweep("asha", 12) + fidelity).home(home).hooks(hooks).open()) {
      for (Optional<Asked> next = study.ask(); next.isPresent(); next = study.ask()) {
        Asked asked = next.get();
        for (int epoch = 1; epoch < asked.to(); epoch++) {
          assertThat(study.report(asked, epoch, Map.of("loss", loss(asked) + 1.0 / epoch)))
              .isTrue();
        }
        study.tell(asked, loss(asked) + 1.0 / asked.to());
        assertThatThrownBy(() -> study.report(asked, asked.to(), Map.of("loss", 1.0)))
            .as("it is over")
            .isInstanceOf(CairnException.class);
      }
      result = study.finish().orElseThrow();
    }

    BestTrial best = result.best().orElseThrow();
    assertThat(best.resource()).isEqualTo(9);
    assertThat(result.history().trials().get(best.trial()).curve().size()).isEqualTo(9);
    assertThat(told).filteredOn(StudyEvent.TrialPromoted.class::isInstance).isNotEmpty();
  }

  @Test
  void failure_isTriedAgain() throws Exception {
    try (OpenStudy study = bowl("random", 3).open()) {
      Asked first = study.ask().orElseThrow();
      study.fail(first, "out of memory");
      Asked again = study.ask().orElseThrow();

      assertThat(again.trial()).isEqualTo(first.trial());
      assertThat(again.attempt()).isEqualTo(2);
      assertThat(again.configuration()).isEqualTo(first.configuration());
    }
  }

  @Test
  void whatIsForRunning_isRefused() {
    assertThatThrownBy(() -> bowl("random", 3).function(Bowl::loss).open())
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("leave out evaluator");
  }

  @Test
  void costThatIsNone_isRefused() throws Exception {
    try (OpenStudy study = bowl("random", 3).open()) {
      Asked asked = study.ask().orElseThrow();

      assertThatThrownBy(() -> study.tell(asked, Map.of("loss", 1.0), -1))
          .isInstanceOf(CairnException.class)
          .hasMessageContaining("costSeconds = -1.0");
      assertThat(study.pending()).containsExactly(asked);
    }
  }
}
