package io.cairn.server.cli;

import io.cairn.server.journal.StudyFolder;
import io.cairn.server.journal.StudyLock;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudyStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn rm}. */
@Command(
    name = "rm",
    description = {
      "Remove studies with their journals, checkpoints and reports.",
      "Landscapes in the archive stay; see cairn landscape rm."
    },
    mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Parameters(paramLabel = "STUDY", arity = "1..*", description = "Ids of studies.")
  @SuppressWarnings("NullAway.Init")
  private List<String> ids;

  @Option(
      names = {"-f", "--force"},
      description = "Also studies that have not ended.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    Home home = global.home();
    List<StudyFolder> folders = ids.stream().map(home::find).toList();
    for (StudyFolder folder : folders) {
      StudyStatus status = StudyStatus.read(folder, Studies.locked(folder));
      if (status.state().equals(StudyStatus.RUNNING)) {
        throw CairnException.refused(
            "study " + folder.id() + " is running; stop its process first (Ctrl-C there)");
      }
      if (!status.state().equals(StudyStatus.ENDED) && !force) {
        throw CairnException.refused(
            "study "
                + folder.id()
                + " has not ended and could be resumed; remove it all the same with --force");
      }
    }
    for (StudyFolder folder : folders) {
      try (StudyLock lock = Studies.lock(folder)) {
        remove(folder.path());
      }
      if (!global.json()) {
        System.out.println("removed " + folder.id());
      }
    }
    if (global.json()) {
      System.out.println(
          JsonLine.of(
              json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("removed");
                for (StudyFolder folder : folders) {
                  json.writeString(folder.id());
                }
                json.writeEndArray();
                json.writeEndObject();
              }));
    }
    return ExitCode.OK;
  }

  private static void remove(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
