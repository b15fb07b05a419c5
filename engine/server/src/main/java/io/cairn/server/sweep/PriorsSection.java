package io.cairn.server.sweep;

import java.util.List;
import java.util.Optional;

/**
 * The section {@code priors { use, from }}.
 *
 * @param use which landscapes of the archive
 * @param from files and folders whose landscapes go into the archive first, as written
 */
record PriorsSection(PriorSelection use, List<String> from) {

  private static final String CHOICE = "must be all, none or a list of names, ids or files";

  static PriorsSection read(SectionReader root) {
    PriorSelection use = new PriorSelection.All();
    Optional<SectionReader> section = root.section("priors");
    if (section.isEmpty()) {
      return new PriorsSection(use, List.of());
    }
    SectionReader reader = section.get();
    use = use(reader).orElse(use);
    List<String> from = reader.texts("from", "[ \"../landscapes\" ]").orElse(List.of());
    reader.finish();
    return new PriorsSection(use, from);
  }

  private static Optional<PriorSelection> use(SectionReader reader) {
    Optional<Node> node = reader.node("use");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof Node.Items) {
      Optional<List<String>> names = reader.texts("use", "[ attrition ]");
      if (names.isPresent() && names.get().isEmpty()) {
        reader.complain("use", "must name at least one landscape; write use = none for none");
        return Optional.empty();
      }
      return names.map(PriorSelection.Listed::new);
    }
    String word = node.get() instanceof Node.Scalar scalar ? scalar.text() : "";
    return switch (word) {
      case "all" -> Optional.of(new PriorSelection.All());
      case "none" -> Optional.of(new PriorSelection.None());
      default -> {
        String listed =
            word.isEmpty() ? "" : "; for one landscape write [ " + node.get().shown() + " ]";
        reader.complain("use", CHOICE + listed);
        yield Optional.empty();
      }
    };
  }
}
