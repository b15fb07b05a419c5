package io.cairn.workers.process;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A JVM that runs an evaluation and ends in the middle of it; started by {@link LeftoversTest}. */
final class DoomedNode {

  private DoomedNode() {}

  /**
   * @param arguments the folder with the script, and {@code exit} to end in order or {@code halt}
   *     to end as if killed
   */
  public static void main(String[] arguments) throws Exception {
    ProcessFixture fixture =
        new ProcessFixture(Path.of(arguments[0])).grace(Duration.ofMillis(400));
    RecordingProgress progress = new RecordingProgress();
    ProcessSettings settings = ProcessSettings.read(fixture.settings());
    Optional<Path> setsid = Programs.find("setsid", Map.of(), settings.workingDirectory());
    Evaluator evaluator = new ProcessEvaluator(settings, setsid, Duration.ofMillis(100));
    Evaluation evaluation = fixture.evaluation();
    Thread slot =
        new Thread(
            () -> {
              try {
                evaluator.evaluate(evaluation, progress);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    slot.setDaemon(true);
    slot.start();
    progress.awaitReport();
    if (arguments[1].equals("halt")) {
      Runtime.getRuntime().halt(1);
    }
    System.exit(0);
  }
}
