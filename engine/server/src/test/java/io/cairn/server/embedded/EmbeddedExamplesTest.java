package io.cairn.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent;
import io.cairn.workers.spi.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of docs/embedded.md compiles: it stands here word for word. */
class EmbeddedExamplesTest {

  private static final Path SOURCE =
      Path.of("src/test/java/io/cairn/server/embedded/EmbeddedExamplesTest.java");

  private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");

  @Test
  void codeOfTheDocument_standsHere() throws Exception {
    String here = plain(Files.readString(SOURCE));
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../../docs/embedded.md")));
    int blocks = 0;
    while (block.find()) {
      assertThat(here).contains(plain(block.group(1)));
      blocks++;
    }
    assertThat(blocks).isEqualTo(4);
  }

  /** The formatter decides of line ends and indents. */
  private static String plain(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }

  static double loss(double x, double y) {
    return Bowl.loss(x, y);
  }

  /** Stands for a model. */
  record Model(double rate) {
    double trainOneEpoch() {
      return rate;
    }
  }

  static void function() throws Exception {
    StudyResult result =
        Cairn.study(
                """
                name = bowl
                objective { metric = loss, direction = minimize }
                space {
                  x { type = real, min = -5, max = 5 }
                  y { type = real, min = -5, max = 5 }
                }
                budget.trials = 60
                """)
            .function(evaluation -> loss(evaluation.real("x"), evaluation.real("y")))
            .slots(4)
            .run();
    System.out.println(result.best().orElseThrow());
  }

  static StudyResult evaluator() throws Exception {
    StudyResult result =
        Cairn.study(Path.of("sweep.conf"))
            .id("my-model")
            .evaluator(
                (evaluation, progress) -> {
                  Model model = new Model(evaluation.real("rate"));
                  for (int epoch = 1; epoch <= evaluation.to(); epoch++) {
                    double loss = model.trainOneEpoch();
                    if (!progress.report(epoch, Map.of("loss", loss))) {
                      return Outcome.Completed.at(epoch, Map.of());
                    }
                  }
                  return Outcome.Completed.at(evaluation.to(), Map.of());
                })
            .run();
    return result;
  }

  static void askAndTell() throws Exception {
    try (OpenStudy study = Cairn.study(Path.of("sweep.conf")).id("my-model").open()) {
      for (Optional<Asked> next = study.ask(); next.isPresent(); next = study.ask()) {
        Asked asked = next.get();
        study.tell(asked, loss(asked.real("x"), asked.real("y")));
      }
      System.out.println(study.best().orElseThrow());
    }
  }

  static void hooks() throws Exception {
    StudyHooks hooks =
        new StudyHooks() {
          @Override
          public void improved(BestTrial best) {
            System.out.println(best.value() + " by " + best.configuration());
          }

          @Override
          public void stopped(StudyEvent.TrialStopped trial) {
            System.out.println("trial " + trial.trial() + ": " + trial.reason());
          }
        };
    try (RunningStudy study = Cairn.study(Path.of("sweep.conf")).hooks(hooks).start()) {
      StudyResult result = study.await();
      System.out.println(result.reason());
    }
  }
}
