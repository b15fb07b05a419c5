package io.cairn.server.cli;

import io.cairn.core.study.Incumbent;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Studies;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn top}. */
@Command(
    name = "top",
    description = {
      "Show the best trials of a study; with --to, of a study of a cluster.",
      "Without a STUDY: all studies and workers of a cluster, on the whole screen until q. In a pipe one"
          + " table."
    },
    mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description =
          "Id of the study, its unique beginning, or `last`; with --to the whole id. Without it: the"
              + " whole cluster.")
  private @Nullable String study;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "10",
      description = "How many trials; default 10.")
  private int count;

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw CairnException.invalid("--count = " + count + " must be at least 1");
    }
    if (study == null) {
      return RemoteTop.of(remote.cluster(), global.json());
    }
    return remote.given()
        ? RemoteTop.best(remote.cluster(), study, count, global.json())
        : local(Studies.load(global.home().find(study)).history());
  }

  private int local(StudyHistory history) throws IOException {
    if (global.json()) {
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
