package io.cairn.server.cli;

import io.cairn.server.terminal.Look;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/**
 * Whether a person watches. The launcher knows; the JVM's own answer differs between its versions.
 */
final class Terminal {

  private Terminal() {}

  /** Whether standard error is a terminal. */
  static boolean watched() {
    return Boolean.getBoolean("cairn.terminal");
  }

  /** Whether standard output is a terminal. */
  static boolean read() {
    return Boolean.getBoolean("cairn.terminal.output");
  }

  /**
   * The terminal for a full screen: keys from standard input, the picture on standard error or
   * output. Empty if there are no keys, or the terminal cannot do it.
   *
   * @param output which of the two
   */
  static Optional<org.jline.terminal.Terminal> fullScreen(TerminalBuilder.SystemOutput output) {
    if (!Boolean.getBoolean("cairn.terminal.input")) {
      return Optional.empty();
    }
    try {
      org.jline.terminal.Terminal terminal =
          TerminalBuilder.builder()
              .name("cairn")
              .system(true)
              .systemOutput(output)
              .dumb(false)
              .graphemeCluster(false)
              .encoding(encoding())
              .build();
      if (terminal.getStringCapability(Capability.cursor_address) == null
          || terminal.getStringCapability(Capability.enter_ca_mode) == null) {
        terminal.close();
        return Optional.empty();
      }
      return Optional.of(terminal);
    } catch (IOException | IllegalStateException none) {
      return Optional.empty();
    }
  }

  /** What it can show. */
  static Look look(org.jline.terminal.Terminal terminal) {
    String none = System.getenv("NO_COLOR"); // https://no-color.org
    return new Look(
        terminal.encoding().equals(StandardCharsets.UTF_8), none == null || none.isEmpty());
  }

  /** Of the locale: the JVM's own default is UTF-8 in later versions, whatever the terminal has. */
  private static Charset encoding() {
    String locale = System.getProperty("native.encoding", "");
    try {
      return Charset.forName(locale);
    } catch (IllegalArgumentException unknown) {
      return Charset.defaultCharset();
    }
  }
}
