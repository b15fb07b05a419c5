package io.cairn.server.cli;

import io.cairn.server.picture.MissingFontsException;
import io.cairn.server.picture.Picture;
import io.cairn.server.picture.PictureFormat;
import io.cairn.server.studies.CairnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code -o} of commands that can draw what they found. */
final class PictureOutput {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Draw it into this file: .svg, .png or .html.")
  private @Nullable Path file;

  /** Refuses an ending that says nothing, before any work is done. */
  void check() {
    format();
  }

  private Optional<PictureFormat> format() {
    if (file == null) {
      return Optional.empty();
    }
    Optional<PictureFormat> format = PictureFormat.ofName(file.toString());
    if (format.isEmpty()) {
      throw CairnException.invalid(file + " must end with .svg, .png or .html");
    }
    return format;
  }

  boolean wanted() {
    return file != null;
  }

  /** Draws, if the person asked for it. */
  void write(Supplier<Picture> picture, boolean json) {
    Path to = file;
    Optional<PictureFormat> format = format();
    if (to == null || format.isEmpty()) {
      return;
    }
    try {
      Files.write(to, format.get().render(picture.get()));
    } catch (MissingFontsException e) {
      throw CairnException.refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw CairnException.refused(to + " cannot be written: " + e.getMessage());
    }
    if (!json) {
      System.out.println("wrote " + to);
    }
  }
}
