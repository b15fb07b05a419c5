package io.cairn.workers.container;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.tools.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A JVM that runs an evaluation in a container until it is killed. */
final class DoomedContainerNode {

  private DoomedContainerNode() {}

  /** Starts it for the evaluation of a training in a folder. */
  static Process start(Path folder, Training training) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DoomedContainerNode.class.getName(),
            folder.toString(),
            String.valueOf(training.settings().values().get("runtime")))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("node.log").toFile())
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Training training =
        new Training(folder)
            .with("image", "busybox:1.36")
            .with("runtime", arguments[1])
            .with("command", List.of("sh", folder.resolve("train.sh").toString()));
    try (Evaluator evaluator = new ContainerProvider().create(training.settings())) {
      evaluator.evaluate(training.evaluation(), new RecordingProgress());
    }
  }
}
