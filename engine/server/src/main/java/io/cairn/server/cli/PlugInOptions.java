package io.cairn.server.cli;

import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.workers.WorkerTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where commands that look up kinds of worker find those that people add. */
final class PlugInOptions {

  private static final String VARIABLE = "CAIRN_PLUGINS";

  @Option(
      names = "--plugins",
      paramLabel = "FOLDER",
      description =
          "Folder of plug-ins, kinds of worker of your own (docs/plug-ins.md). Default: the environment"
              + " variable CAIRN_PLUGINS, else plugins in the home folder.")
  private @Nullable Path folder;

  /**
   * The kinds of worker that there are.
   *
   * @throws CairnException if a folder was named that is none
   */
  WorkerTypes types(Home home) {
    Path place = folder(home);
    try {
      return WorkerTypes.with(place);
    } catch (IOException e) {
      throw CairnException.refused(
          "the folder of plug-ins " + place + " cannot be read: " + e.getMessage());
    }
  }

  /** The folder; one that nobody named need not be there. */
  Path folder(Home home) {
    if (folder != null) {
      return checked("--plugins", folder);
    }
    String variable = System.getenv(VARIABLE);
    return variable == null || variable.isBlank()
        ? home.plugIns()
        : checked(VARIABLE, Path.of(variable));
  }

  private static Path checked(String what, Path named) {
    Path place = named.toAbsolutePath().normalize();
    if (!Files.isDirectory(place)) {
      throw CairnException.invalid(
          what + " = " + named + " is no folder; name the folder that holds the plug-ins' jars");
    }
    return place;
  }
}
