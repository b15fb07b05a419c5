package io.cairn.server.sweep;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSpec;
import io.cairn.core.search.Methods;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.Share;
import io.cairn.core.study.StudySpec;
import io.cairn.workers.WorkerTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads sweep files. docs/sweep-file.md is the reference of their keys.
 *
 * <p>Nothing is started and nothing is written. Reading the same text twice gives equal studies.
 */
public final class SweepReader {

  /** Of the canonical form; raised when a reader of this version would misread a newer text. */
  static final int SCHEMA = 1;

  private static final String STORED = "stored sweep";

  /** A study ends when its space is exhausted; larger ones are not, in anybody's lifetime. */
  private static final long EXHAUSTIBLE = 1L << 20;

  private static final int MAX_NAME = 200;

  private final SectionReader root;
  private final Problems problems;
  private final Path folder;
  private final Purpose purpose;
  private final WorkerTypes types;

  private SweepReader(
      Node.Section tree, Problems problems, Path folder, Purpose purpose, WorkerTypes types) {
    this.root = SectionReader.root(tree, problems);
    this.problems = problems;
    this.folder = folder;
    this.purpose = purpose;
    this.types = types;
  }

  /**
   * Reads a sweep file: HOCON ({@code .conf}, {@code .hocon}), JSON or YAML. Its kind of worker is
   * one that comes with Cairn.
   *
   * @throws InvalidSweepException with every mistake of the file
   */
  public static Sweep read(Path file, Purpose purpose) throws InvalidSweepException {
    return read(file, purpose, WorkerTypes.builtIn());
  }

  /**
   * Reads a sweep file.
   *
   * @param types the kinds of worker that there are
   * @throws InvalidSweepException with every mistake of the file
   */
  public static Sweep read(Path file, Purpose purpose, WorkerTypes types)
      throws InvalidSweepException {
    return read(file, purpose, types, new Problems());
  }

  /**
   * As {@link #read(Path, Purpose)}, with a collector that also learns which keys were asked for.
   */
  static Sweep read(Path file, Purpose purpose, Problems problems) throws InvalidSweepException {
    return read(file, purpose, WorkerTypes.builtIn(), problems);
  }

  private static Sweep read(Path file, Purpose purpose, WorkerTypes types, Problems problems)
      throws InvalidSweepException {
    Node.Section tree = Document.load(file, problems);
    String name = Document.displayName(file);
    int dot = name.lastIndexOf('.');
    return new SweepReader(tree, problems, SweepIncluder.folder(file), purpose, types)
        .sweep(dot > 0 ? name.substring(0, dot) : name);
  }

  /**
   * Reads a sweep that a program has as text, in HOCON.
   *
   * @param folder against which its relative paths are resolved
   * @param types the kinds of worker that there are
   * @throws InvalidSweepException with every mistake of the text
   */
  public static Sweep readText(String hocon, Path folder, Purpose purpose, WorkerTypes types)
      throws InvalidSweepException {
    Problems problems = new Problems();
    Path absolute = folder.toAbsolutePath().normalize();
    Node.Section tree = HoconDocument.parse(hocon, absolute.resolve("sweep"), problems);
    return new SweepReader(tree, problems, absolute, purpose, types).sweep("sweep");
  }

  /**
   * The sweep of a study that a program put together, with the priors of the archive that fits and
   * without a worker section.
   *
   * @param study without portfolio and priors, which are chosen when a study begins
   * @param folder against which relative paths are resolved
   * @throws InvalidSweepException with every mistake, as if it stood in a file
   */
  public static Sweep of(StudySpec study, Path folder) throws InvalidSweepException {
    WorkersSection workers =
        new WorkersSection(
            WorkersSection.DEFAULT.slots(),
            study.lease(),
            study.grace(),
            WorkersSection.DEFAULT.askTellLease(),
            study.workers(),
            Share.EQUAL);
    CanonicalSweep canonical =
        new CanonicalSweep(study, workers, PriorsSection.NONE_GIVEN, new WorkerSection.None());
    return parse(canonical.toJson(), folder, Purpose.STORED);
  }

  /**
   * Reads back {@link Sweep#canonicalJson}, with a kind of worker that comes with Cairn, or one
   * that the purpose does not look at.
   *
   * @param folder against which its relative paths are resolved
   * @throws InvalidSweepException with every mistake; of a text written by this version only what
   *     depends on the surroundings, such as files that are gone
   */
  public static Sweep parse(String canonicalJson, Path folder, Purpose purpose)
      throws InvalidSweepException {
    return parse(canonicalJson, folder, purpose, WorkerTypes.builtIn());
  }

  /** As {@link #parse(String, Path, Purpose)}, with the kinds of worker that there are. */
  public static Sweep parse(String canonicalJson, Path folder, Purpose purpose, WorkerTypes types)
      throws InvalidSweepException {
    Problems problems = new Problems();
    Node.Section tree = JsonDocument.parse(canonicalJson, STORED, problems);
    Path absolute = folder.toAbsolutePath().normalize();
    return new SweepReader(tree, problems, absolute, purpose, types).sweep("sweep");
  }

  private Sweep sweep(String defaultName) throws InvalidSweepException {
    checkSchema();
    root.section("define"); // Read by substitutions and aliases alone.
    String name = name(defaultName);
    Optional<Objective> objective = ObjectiveSection.read(root);
    Optional<SearchSpace> space = SpaceSection.read(root, folder);
    FidelitySection fidelity = FidelitySection.read(root);
    Optional<RungLadder> ladder = fidelity.ladder();
    MethodSection method = MethodSection.read(root);
    Budget budget = BudgetSection.read(root);
    WorkersSection workers = WorkersSection.read(root, ladder);
    FailureRules failures = FailuresSection.read(root);
    PriorsSection priors = PriorsSection.read(root, space);
    List<String> parameters = parameters(space);
    WorkerSection worker =
        new WorkerReader(
                root,
                purpose,
                new WorkerReader.Surroundings(
                    types, folder, parameters, ladder, objective, workers.grace()))
            .read();
    root.finish();
    checkNames(parameters);
    if (space.isPresent() && ladder.isPresent()) {
      checkMethod(
          method,
          new MethodSpec(method.settings(), space.get(), ladder.get(), budget.trials(), List.of()),
          budget);
    } else {
      method.check();
    }
    problems.throwIfAny();
    StudySpec study =
        new StudySpec(
            name,
            objective.orElseThrow(),
            space.orElseThrow(),
            ladder.orElseThrow(),
            method.settings(),
            budget,
            failures,
            workers.lease(purpose),
            workers.grace(),
            List.of(),
            List.of(),
            workers.rules(),
            fidelity.checkpoints());
    String canonical = new CanonicalSweep(study, workers, priors, worker).toJson();
    return new Sweep(
        study,
        workers.slots(),
        workers.share(),
        worker,
        priors.resolved(folder),
        canonical,
        folder);
  }

  private void checkSchema() {
    OptionalLong schema = root.whole("schema");
    if (schema.isPresent() && schema.getAsLong() != SCHEMA) {
      root.complain(
          "schema",
          "is not the version "
              + SCHEMA
              + " that this Cairn reads; use the Cairn that wrote it or newer");
    }
  }

  private String name(String defaultName) {
    String name = root.text("name").orElse(defaultName);
    boolean printable = name.chars().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > MAX_NAME || !printable) {
      root.complain("name", "must be text of 1 to " + MAX_NAME + " printable characters");
    }
    return name;
  }

  /** The names of the parameters; of a space with mistakes, what it seems to declare. */
  private List<String> parameters(Optional<SearchSpace> space) {
    if (space.isPresent()) {
      return space.get().parameters().stream().map(Parameter::name).toList();
    }
    return root.section()
        .get("space")
        .filter(Node.Section.class::isInstance)
        .map(node -> List.copyOf(((Node.Section) node).entries().keySet()))
        .orElse(List.of());
  }

  /** A table of results has a column for each, so all of them must have different names. */
  private void checkNames(List<String> parameters) {
    Optional<String> metric = word("objective", "metric");
    Optional<String> resource = word("fidelity", "name");
    if (resource.filter(parameters::contains).isPresent()) {
      complain(
          "fidelity",
          "name",
          "is the name of a parameter too; rename one of them, or drop the parameter if both mean the"
              + " same");
    }
    if (metric.filter(parameters::contains).isPresent()) {
      complain("objective", "metric", "is the name of a parameter too; rename one of them");
    }
    if (metric.isPresent() && metric.equals(resource)) {
      complain("objective", "metric", "is the name of the fidelity too; rename one of them");
    }
  }

  /** A word as it stands in the tree, whatever else is wrong with its section. */
  private Optional<String> word(String section, String key) {
    return root.section()
        .get(section)
        .filter(Node.Section.class::isInstance)
        .flatMap(node -> ((Node.Section) node).get(key))
        .filter(Node.Scalar.class::isInstance)
        .map(node -> ((Node.Scalar) node).text());
  }

  private void complain(String section, String key, String message) {
    root.section(section).ifPresent(reader -> reader.complain(key, message));
  }

  private void checkMethod(MethodSection method, MethodSpec spec, Budget budget) {
    int before = problems.count();
    method.check(spec);
    if (budget.stopWhenGainBelow().isPresent() && !Methods.expectsGain(spec.settings().name())) {
      complain(
          "budget",
          BudgetSection.STOP_WHEN_GAIN_BELOW,
          "needs method landscape: "
              + spec.settings().name()
              + " has no model of what is still to gain; leave the key out or change the method");
    }
    boolean endless =
        problems.count() == before
            && purpose.needsBudget()
            && !budget.bounded()
            && spec.space().cardinality().orElse(Long.MAX_VALUE) > EXHAUSTIBLE
            && Methods.plan(spec).perRound();
    if (endless) {
      root.complain(
          "budget",
          "must have a limit, since "
              + spec.settings().name()
              + " goes on until one is reached; set trials, evaluations, resource, compute or"
              + " wall-clock"
              + (budget.target().isPresent() ? " (a target alone may never be reached)" : ""));
    }
  }
}
