package io.cairn.server.journal;

import java.nio.file.Path;

/** Names the files of a study. */
public record StudyFolder(Path path) {
  public String id() {
    return String.valueOf(path.getFileName());
  }
  public Path database() {
    return path.resolve("journal");
  }
  public Path status() {
    return path.resolve("status.json");
  }
  public Path report() {
    return path.resolve("report.html");
  }
}
