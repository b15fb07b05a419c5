package io.cairn.server.sweep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns a file into the common tree, by the extension of its name. */
final class Document {

  /** Far above any sweep written by hand; keeps a wrong file name from filling the memory. */
  private static final long MAX_BYTES = 4L << 20;

  private Document() {}

  /**
   * Reads a sweep file.
   *
   * @throws InvalidSweepException if it cannot be read at all: no such file, unknown extension, bad
   *     syntax; mistakes that leave a tree go to {@code problems}
   */
  static Node.Section load(Path file, Problems problems) throws InvalidSweepException {
    String name = displayName(file);
    String extension = extension(name);
    return switch (extension) {
      case "conf", "hocon" -> HoconDocument.parse(text(file, name), file, problems);
      case "json" -> JsonDocument.parse(text(file, name), name, problems);
      case "yaml", "yml" -> YamlDocument.parse(text(file, name), name, problems);
      default ->
          throw unreadable(
              name,
              extension.isEmpty()
                  ? "has no extension; name it .conf (HOCON), .json or .yaml"
                  : "has the unknown extension ."
                      + extension
                      + "; use .conf, .hocon, .json, .yaml or .yml");
    };
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  static String displayName(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /**
   * The text of a file.
   *
   * @throws InvalidSweepException if there is none, or it is too large or no UTF-8
   */
  static String text(Path file, String name) throws InvalidSweepException {
    try {
      if (Files.isDirectory(file)) {
        throw unreadable(name, "is a folder, not a file; name the file in it");
      }
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw unreadable(
            name,
            "has "
                + size
                + " bytes, more than the "
                + MAX_BYTES
                + " allowed; is it the right file?");
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw unreadable(
          name,
          "does not exist (looked for " + file.toAbsolutePath().normalize() + "); check the path");
    } catch (CharacterCodingException e) {
      throw unreadable(name, "is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      throw unreadable(name, "cannot be read: " + e.getMessage() + "; check the permissions");
    }
  }

  static InvalidSweepException unreadable(String name, String message) {
    return unreadable(Origin.of(name), message);
  }

  static InvalidSweepException unreadable(Origin origin, String message) {
    return new InvalidSweepException(List.of(Problem.at(origin, "", Optional.empty(), message)));
  }
}
