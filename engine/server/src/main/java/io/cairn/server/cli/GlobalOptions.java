package io.cairn.server.cli;

import io.cairn.server.studies.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class GlobalOptions {

  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      description =
          "Where studies and landscapes are kept. Default: the environment variable CAIRN_HOME, else"
              + " .cairn in the current folder.")
  private @Nullable Path home;

  @Option(
      names = "--json",
      description = "Print JSON in a stable shape (docs/json.md) instead of text.")
  private boolean json;

  Home home() {
    return home == null ? Home.usual() : new Home(home.toAbsolutePath().normalize());
  }

  boolean json() {
    return json;
  }
}
