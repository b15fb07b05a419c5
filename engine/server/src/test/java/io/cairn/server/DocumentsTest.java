package io.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page or a message sends a person to is there. */
class DocumentsTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private static final Set<String> SOURCES =
      Set.of("java", "proto", "conf", "html", "js", "css", "yaml", "xml", "md");

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]+)(#[^)]*)?\\)");
  private static final Pattern MENTION = Pattern.compile("\\bdocs/[A-Za-z0-9_/-]+\\.md");

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
          .filter(file -> SOURCES.contains(extension(file)))
          .toList();
    }
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  @Test
  void linksBetweenDocuments_leadSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    List<Path> documents = files().stream().filter(f -> extension(f).equals("md")).toList();
    assertThat(documents).hasSizeGreaterThan(15);
    for (Path document : documents) {
      Matcher link = LINK.matcher(text(document));
      while (link.find()) {
        String to = link.group(1);
        if (!to.contains("://") && !Files.exists(document.resolveSibling(to))) {
          dead.add(ROOT.relativize(document) + " -> " + to);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void documentsThatSourcesName_areThere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path file : files()) {
      Matcher mention = MENTION.matcher(text(file));
      while (mention.find()) {
        if (!Files.exists(ROOT.resolve(mention.group()))) {
          dead.add(ROOT.relativize(file) + ": " + mention.group());
        }
      }
    }
    assertThat(dead).isEmpty();
  }
}
