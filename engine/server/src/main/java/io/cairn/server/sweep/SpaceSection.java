package io.cairn.server.sweep;

import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads {@code space} and {@code constraints}. */
final class SpaceSection {

  private static final String EXAMPLE =
      "declare the parameters: space { lr { type = real, min = 1e-4, max = 1, scale = log } }";

  /** Keys beside {@code file}; parameters of these names must be declared in the file. */
  private static final List<String> RESERVED = List.of("file", "fix", "drop");

  private final Problems problems;
  private final Path folder;
  private final SpaceDraft draft;

  private SpaceSection(Problems problems, Path folder) {
    this.problems = problems;
    this.folder = folder;
    this.draft = new SpaceDraft(problems);
  }

  /**
   * @param folder against which {@code space.file} is resolved
   */
  static Optional<SearchSpace> read(SectionReader root, Path folder) {
    return new SpaceSection(root.problems(), folder).read(root);
  }

  private Optional<SearchSpace> read(SectionReader root) {
    root.require("space", EXAMPLE);
    Optional<SectionReader> section = root.section("space");
    Optional<List<String>> constraints = root.texts("constraints", "[ \"depth * 2 <= batch\" ]");
    if (section.isEmpty()) {
      return Optional.empty();
    }
    int before = problems.count();
    SectionReader reader = section.get();
    boolean fromFile =
        reader.section().get("file").filter(Node.Scalar.class::isInstance).isPresent();
    if (fromFile) {
      file(reader);
    } else {
      List.of("space.file", "space.fix", "space.fix.*", "space.drop").forEach(problems::asked);
    }
    for (Map.Entry<String, Node> entry : reader.section().entries().entrySet()) {
      boolean reserved = fromFile && RESERVED.contains(entry.getKey());
      if (!reserved) {
        parameter(reader, entry.getKey());
      }
    }
    constraints.ifPresent(texts -> constraints(root, texts));
    if (reader.section().entries().isEmpty()) {
      reader.complain("must declare at least one parameter; " + EXAMPLE);
      return Optional.empty();
    }
    Optional<SearchSpace> space = draft.build(reader.section().origin());
    return problems.count() > before ? Optional.empty() : space;
  }

  private void parameter(SectionReader space, String name) {
    Optional<SectionReader> section = space.section(name, "*");
    if (section.isEmpty()) {
      draft.broken(name);
      return;
    }
    SectionReader reader = section.get();
    Optional<Node> when = reader.node("when");
    Optional<Parameter> parameter = ParameterReader.read(name, reader);
    Origin origin = reader.section().origin();
    if (parameter.isEmpty()) {
      draft.broken(name);
    } else {
      draft.declare(parameter.get(), origin);
    }
    when.flatMap(
            node -> new ConditionReader(problems, "space.*.when").read(node, reader.pathOf("when")))
        .ifPresent(condition -> draft.condition(name, condition, when.get().origin()));
  }

  private void constraints(SectionReader root, List<String> texts) {
    Node.Items items = (Node.Items) root.section().entries().get("constraints");
    for (int i = 0; i < texts.size(); i++) {
      Origin origin = items == null ? root.section().origin() : items.nodes().get(i).origin();
      draft.constraint(texts.get(i), KeyPath.item("constraints", i), origin);
    }
  }

  private void file(SectionReader reader) {
    Optional<String> file = reader.text("file");
    Optional<List<String>> drop = reader.texts("drop", "[task_id]");
    Optional<SectionReader> fix = reader.section("fix");
    if (file.isEmpty()) {
      return;
    }
    Set<String> skipped = new LinkedHashSet<>(reader.section().entries().keySet());
    skipped.removeAll(RESERVED);
    FileSpace space = new FileSpace(skipped);
    drop.ifPresent(skipped::addAll);
    try {
      String text = Document.text(folder.resolve(file.get()).normalize(), file.get());
      Set<String> names = new ConfigSpaceReader(file.get(), problems, space, skipped).read(text);
      drop.ifPresent(dropped -> checkDropped(reader, dropped, names));
      fix.ifPresent(fixed -> fix(fixed, space));
      space.addTo(draft);
    } catch (InvalidSweepException unreadable) {
      unreadable.problems().forEach(problem -> reader.complain("file", problem.message()));
    }
  }

  private static void checkDropped(SectionReader reader, List<String> dropped, Set<String> names) {
    for (String name : dropped) {
      if (!names.contains(name)) {
        reader.complain(
            "drop",
            "names " + name + ", which is no parameter of the file" + DidYouMean.hint(name, names));
      }
    }
  }

  private void fix(SectionReader reader, FileSpace space) {
    problems.asked("space.fix.*");
    reader.section().entries().forEach((name, node) -> fix(reader, space, name, node));
  }

  private void fix(SectionReader reader, FileSpace space, String name, Node node) {
    Optional<Parameter> parameter = space.parameter(name);
    if (parameter.isEmpty()) {
      problems.add(
          node.origin(),
          reader.pathOf(name),
          "is no parameter of the file" + DidYouMean.hint(name, space.names()));
      return;
    }
    Parameter declared = parameter.get();
    OptionalLong code = OptionalLong.empty();
    if (node instanceof Node.Scalar scalar) {
      code = declared.code(scalar.plain());
      code = code.isPresent() ? code : declared.parse(scalar.text());
    }
    if (code.isPresent()) {
      space.fix(name, code.getAsLong());
    } else {
      problems.add(node.origin(), reader.pathOf(name), node, "must be " + declared.domain());
    }
  }
}
