package io.cairn.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/**
 * Screens as they should be, in {@code src/test/resources/terminal}. What a test drew instead is in
 * {@code target/screens}, to be looked at and copied.
 */
final class Golden {

  private Golden() {}

  static void assertScreen(String name, Screen screen, int width, int height) throws IOException {
    List<AttributedString> lines = screen.lines();
    assertThat(lines).hasSizeLessThanOrEqualTo(height);
    assertThat(lines).allMatch(line -> line.columnLength() <= width);
    String drawn =
        lines.stream()
            .map(line -> line.toString().stripTrailing() + "\n")
            .collect(Collectors.joining());
    Path folder = Files.createDirectories(Path.of("target", "screens"));
    Files.writeString(folder.resolve(name + ".txt"), drawn);
    try (InputStream wanted = Golden.class.getResourceAsStream("/terminal/" + name + ".txt")) {
      assertThat(wanted).as("no screen " + name).isNotNull();
      assertThat(drawn).isEqualTo(new String(wanted.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
