package io.cairn.workers.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts commands on this machine. */
final class LocalLauncher implements Launcher {

  @Override
  public Job start(Launch launch) throws IOException {
    ProcessSettings settings = launch.settings();
    Command.requireSet(settings.passedOn(), System.getenv());
    List<String> words = new ArrayList<>(launch.words());
    String program = words.get(0);
    Map<String, String> environment = settings.environment();
    Path directory = settings.workingDirectory();
    Path file =
        Programs.find(program, environment, directory)
            .orElseThrow(
                () ->
                    new IOException(
                        "the command cannot be started: its program "
                            + Programs.notFound(program, environment, directory)));
    words.set(0, file.toString());
    return launch.start(
        words, Variables.local(settings, launch.evaluation(), launch.files()), List.of());
  }
}
