package io.cairn.server.sweep;

import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.MethodSpec;
import io.cairn.core.search.Methods;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code method { name, seed, ... }} or just {@code method = asha}. */
final class MethodSection {

  /** Fixed, so that the same sweep runs alike twice without a word about seeds. */
  static final long SEED = 1;

  static final String NAME = "landscape";

  private final SectionReader root;
  private final MethodSettings settings;

  private MethodSection(SectionReader root, MethodSettings settings) {
    this.root = root;
    this.settings = settings;
  }

  static MethodSection read(SectionReader root) {
    Optional<Node> node = root.node("method");
    if (node.isPresent() && node.get() instanceof Node.Scalar scalar) {
      List.of("method.name", "method.seed").forEach(root.problems()::asked);
      return new MethodSection(root, MethodSettings.of(scalar.text(), SEED));
    }
    Optional<SectionReader> section = root.section("method");
    if (section.isEmpty()) {
      return new MethodSection(root, MethodSettings.of(NAME, SEED));
    }
    SectionReader reader = section.get();
    String name = reader.text("name").orElse(NAME);
    OptionalLong seed = reader.whole("seed");
    return new MethodSection(root, new MethodSettings(name, seed.orElse(SEED), reader.rest()));
  }

  MethodSettings settings() {
    return settings;
  }

  /** Reports what is wrong with the settings, as far as they can be judged by themselves. */
  void check() {
    Methods.problems(settings).forEach(this::report);
  }

  /** Reports what is wrong with the settings for this space and ladder. */
  void check(MethodSpec spec) {
    Methods.problems(spec).forEach(this::report);
  }

  private void report(io.cairn.core.space.Problem problem) {
    String key = problem.path().substring("method.".length());
    Optional<Node> node = root.section().get("method");
    if (node.isPresent() && node.get() instanceof Node.Section section) {
      SectionReader reader = new SectionReader(section, "method", "method", root.problems());
      if (problem.message().startsWith(key + " = ")) {
        reader.complain(new IllegalArgumentException(problem.message()));
      } else {
        complain(reader, key, problem.message());
      }
    } else {
      complain(root, "method", problem.message());
    }
  }

  /** Shows the value where the sentence goes on after it. */
  private static void complain(SectionReader reader, String key, String message) {
    if (Problem.readsOn(message)) {
      reader.complain(key, message);
    } else {
      Origin origin = reader.section().get(key).map(Node::origin).orElse(reader.section().origin());
      reader.problems().add(origin, reader.pathOf(key), message);
    }
  }
}
