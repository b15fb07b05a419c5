package io.cairn.server.cli;

import io.cairn.core.study.Incumbent;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.StudyHistory;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn top}. */
@Command(
    name = "top",
    description = "Show the best trials of a study.",
    mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private StudyArgument study;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "10",
      description = "How many; default 10.")
  private int count;

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw CommandException.invalid("--count = " + count + " must be at least 1");
    }
    StudyHistory history = study.load().history();
    if (study.global().json()) {
      System.out.println(
          JsonLine.of(
              json -> {
                json.writeStartObject();
                json.writeStringField("study", history.studyId());
                json.writeArrayFieldStart("best");
                for (Incumbent best : history.best(count)) {
                  HistoryJson.best(json, history, best);
                }
                json.writeEndArray();
                json.writeEndObject();
              }));
    } else {
      Ending.bestTable(history, count).forEach(System.out::println);
    }
    return history.best().isPresent() ? ExitCode.OK : ExitCode.NO_RESULT;
  }
}
