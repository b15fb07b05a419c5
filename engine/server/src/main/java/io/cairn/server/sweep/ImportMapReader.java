package io.cairn.server.sweep;

import io.cairn.core.space.Conversion;
import io.cairn.core.space.MappingRules;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the map of an import: {@code map { lr { from = learning_rate, times = 0.001 }, drop = [ foo
 * ] }, metric { times = -1 }, steps { plus = 1 }}. docs/import.md is the reference of its keys.
 */
public final class ImportMapReader {

  private static final String DROP = "drop";

  private final Problems problems = new Problems();
  private final SearchSpace space;
  private final Set<String> sources;
  private final Map<String, String> renames = new LinkedHashMap<>();
  private final Map<String, String> taken = new LinkedHashMap<>();
  private final Map<String, Object> defaults = new LinkedHashMap<>();
  private final Map<String, Conversion> conversions = new LinkedHashMap<>();
  private final Set<String> widened = new LinkedHashSet<>();
  private final Set<String> strict = new LinkedHashSet<>();

  private ImportMapReader(SearchSpace space, Collection<String> sources) {
    this.space = space;
    this.sources = new TreeSet<>(sources);
  }

  /**
   * Reads a map file, HOCON, JSON or YAML.
   *
   * @param space of the sweep that the trials are to fit
   * @param sources names of the parameters that the trials have
   * @throws InvalidSweepException with every mistake of the file
   */
  public static ImportMap read(Path file, SearchSpace space, Collection<String> sources)
      throws InvalidSweepException {
    return new ImportMapReader(space, sources).read(file);
  }

  private ImportMap read(Path file) throws InvalidSweepException {
    SectionReader root = SectionReader.root(Document.load(file, problems), problems);
    root.require("map", "write map { lr { from = learning_rate } }");
    Set<String> dropped = new LinkedHashSet<>();
    root.section("map").ifPresent(section -> parameters(section, dropped));
    Conversion metric =
        root.section("metric").map(ImportMapReader::numbers).orElse(Conversion.NONE);
    Optional<Conversion> steps = root.section("steps").map(ImportMapReader::numbers);
    if (steps.isPresent() && steps.get().times() < 0) {
      root.complain("steps", "must rise with the steps; give a factor above 0");
    }
    root.finish();
    problems.throwIfAny();
    return new ImportMap(
        new MappingRules(renames, defaults, conversions, dropped), widened, strict, metric, steps);
  }

  private void parameters(SectionReader section, Set<String> dropped) {
    for (String name : section.section().entries().keySet()) {
      boolean list = section.section().get(name).filter(Node.Items.class::isInstance).isPresent();
      if (name.equals(DROP) && list) {
        dropped(section, dropped);
      } else if (ParameterValue.parameter(
              space, name, section.section().entries().get(name), section.pathOf(name), problems)
          .isPresent()) {
        section.section(name, "*").ifPresent(inner -> parameter(name, inner));
      }
    }
    for (Map.Entry<String, String> rename : renames.entrySet()) {
      if (dropped.contains(rename.getKey())) {
        section.complain(
            DROP, "names " + rename.getKey() + ", which " + rename.getValue() + " is made from");
      }
    }
  }

  private void dropped(SectionReader section, Set<String> dropped) {
    List<String> names = section.texts(DROP, "[ worker_id ]").orElse(List.of());
    for (int i = 0; i < names.size(); i++) {
      Optional<String> source = source(names.get(i));
      if (source.isPresent()) {
        dropped.add(source.get());
      } else {
        section.complainOfItem(
            DROP, i, "is no parameter of the trials" + DidYouMean.hint(names.get(i), sources));
      }
    }
  }

  /** A nested parameter may be written with dots, as many systems show it. */
  private Optional<String> source(String written) {
    if (sources.contains(written)) {
      return Optional.of(written);
    }
    return Optional.of(written.replace('.', '/')).filter(sources::contains);
  }

  private void parameter(String name, SectionReader reader) {
    Parameter parameter = space.parameter(space.indexOf(name).orElseThrow());
    reader.text("from").ifPresent(from -> from(name, from, reader));
    reader.node("default").ifPresent(node -> standing(parameter, node, reader));
    Conversion conversion = ConversionReader.read(reader, true);
    if (!conversion.isNone()) {
      conversions.put(name, conversion);
    }
    if ((conversion.times() != 1 || conversion.plus() != 0) && !parameter.numeric()) {
      reader.complain(
          reader.has("times") ? "times" : "plus",
          "needs numbers, but " + name + " is " + parameter.domain() + "; use values { ... }");
    }
    if (reader.flag("widen").orElse(false)) {
      widened.add(name);
    }
    Optional<Boolean> reject = reader.choice("outside", Map.of("clip", false, "reject", true));
    if (reject.orElse(false)) {
      strict.add(name);
      if (widened.contains(name)) {
        reader.complain("outside", "rejects what widen lets in; keep one of them");
      }
    }
    reader.finish();
  }

  private void from(String name, String written, SectionReader reader) {
    Optional<String> source = source(written);
    if (source.isEmpty()) {
      reader.complain("from", "is no parameter of the trials" + DidYouMean.hint(written, sources));
      return;
    }
    String other = taken.putIfAbsent(source.get(), name);
    if (other != null) {
      reader.complain("from", "is what " + other + " is made from, too; keep one of them");
    } else if (!source.get().equals(name)) {
      renames.put(source.get(), name);
    }
  }

  private void standing(Parameter parameter, Node node, SectionReader reader) {
    OptionalLong code = ParameterValue.read(parameter, node, reader.pathOf("default"), problems);
    code.ifPresent(known -> defaults.put(parameter.name(), parameter.value(known)));
  }

  private static Conversion numbers(SectionReader reader) {
    Conversion conversion = ConversionReader.read(reader, false);
    reader.finish();
    return conversion;
  }
}
