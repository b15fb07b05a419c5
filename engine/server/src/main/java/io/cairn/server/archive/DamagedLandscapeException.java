package io.cairn.server.archive;

import java.nio.file.Path;

/** A landscape file that cannot be used; the message says what is wrong with it and what to do. */
public final class DamagedLandscapeException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Path file;

  DamagedLandscapeException(Path file, String problem) {
    super(file.getFileName() + " " + problem);
    this.file = file;
  }

  /** The file. */
  public Path file() {
    return file;
  }
}
