package io.cairn.server.sweep;

import io.cairn.core.search.Belief;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Conversion;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The section {@code priors { use, from, rename, defaults, convert, belief, start }}.
 *
 * @param use which landscapes of the archive
 * @param from files and folders whose landscapes go into the archive first, as written
 * @param map how their parameters become those of the sweep
 * @param belief of the person who wrote it
 * @param starts configurations to try first
 */
record PriorsSection(
    PriorSelection use,
    List<String> from,
    PriorMap map,
    Belief belief,
    List<Configuration> starts) {

  private static final String CHOICE = "must be all, none or a list of names, ids or files";

  /** Of a sweep that says nothing of priors. */
  static final PriorsSection NONE_GIVEN =
      new PriorsSection(
          new PriorSelection.All(), List.of(), PriorMap.SAME, new Belief(Map.of()), List.of());

  /**
   * @param space of the sweep; empty if it has mistakes
   */
  static PriorsSection read(SectionReader root, Optional<SearchSpace> space) {
    Optional<SectionReader> section = root.section("priors");
    if (section.isEmpty()) {
      return NONE_GIVEN;
    }
    SectionReader reader = section.get();
    PriorSelection use = use(reader).orElse(NONE_GIVEN.use());
    List<String> from = reader.texts("from", "[ \"../landscapes\" ]").orElse(List.of());
    Map<String, String> renames = new LinkedHashMap<>();
    Map<String, Object> defaults = new LinkedHashMap<>();
    reader.section("rename").ifPresent(given -> renames(given, space, renames));
    reader.section("defaults").ifPresent(given -> defaults(given, space, defaults));
    Map<String, Conversion> conversions = new LinkedHashMap<>();
    reader.section("convert").ifPresent(given -> conversions(given, conversions));
    Optional<SectionReader> belief = reader.section("belief");
    Optional<List<Node>> start = reader.list("start", "[ { lr = 0.1 } ]");
    reader.problems().asked("priors.start.*");
    reader.finish();
    if (space.isEmpty()) {
      return new PriorsSection(use, from, PriorMap.SAME, NONE_GIVEN.belief(), List.of());
    }
    Problems problems = reader.problems();
    return new PriorsSection(
        use,
        from,
        new PriorMap(renames, defaults, conversions),
        belief
            .map(given -> new Belief(new BeliefReader(space.get(), problems).read(given)))
            .orElse(NONE_GIVEN.belief()),
        start
            .map(
                nodes ->
                    new StartReader(space.get(), defaults, problems)
                        .read(nodes, reader.pathOf("start")))
            .orElse(List.of()));
  }

  SweepPriors resolved(Path folder) {
    List<Path> sources = from.stream().map(path -> folder.resolve(path).normalize()).toList();
    return new SweepPriors(use, sources, map, belief, starts);
  }

  private static void renames(
      SectionReader reader, Optional<SearchSpace> space, Map<String, String> renames) {
    reader.problems().asked("priors.rename.*");
    List<String> names =
        space.map(of -> of.parameters().stream().map(Parameter::name).toList()).orElse(List.of());
    reader
        .section()
        .entries()
        .forEach(
            (from, node) -> {
              String to = node instanceof Node.Scalar scalar ? scalar.text() : "";
              if (space.isPresent() && !names.contains(to)) {
                reader.complain(
                    from,
                    "must be the name of a parameter of the space" + DidYouMean.hint(to, names));
              } else if (renames.containsValue(to)) {
                reader.complain(from, "is what another one is renamed to; keep one of them");
              } else {
                renames.put(from, to);
              }
            });
  }

  private static void conversions(SectionReader reader, Map<String, Conversion> conversions) {
    reader.problems().asked("priors.convert.*.values.*");
    for (String there : reader.section().entries().keySet()) {
      reader
          .section(there, "*")
          .ifPresent(
              given -> {
                conversions.put(there, ConversionReader.read(given, true));
                given.finish();
              });
    }
  }

  private static void defaults(
      SectionReader reader, Optional<SearchSpace> space, Map<String, Object> defaults) {
    Problems problems = reader.problems();
    problems.asked("priors.defaults.*");
    reader
        .section()
        .entries()
        .forEach(
            (name, node) ->
                space
                    .flatMap(
                        of ->
                            ParameterValue.parameter(of, name, node, reader.pathOf(name), problems))
                    .ifPresent(
                        parameter -> {
                          OptionalLong code =
                              ParameterValue.read(parameter, node, reader.pathOf(name), problems);
                          code.ifPresent(known -> defaults.put(name, parameter.value(known)));
                        }));
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
