package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.space.Parameter;
import io.cairn.core.study.Objective;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.MapProposal;
import io.cairn.server.exchange.SpaceProposal;
import io.cairn.server.exchange.StoreReader;
import io.cairn.server.exchange.StoreReader.Listed;
import io.cairn.server.exchange.TrialProjection;
import io.cairn.server.exchange.UnreadableStoreException;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.SweepProblems;
import io.cairn.server.sweep.DidYouMean;
import io.cairn.server.sweep.ImportMap;
import io.cairn.server.sweep.ImportMapReader;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes the trials of another system's store into the archive, or proposes how. */
final class StoreImport {

  private final GlobalOptions global;
  private final String from;
  private final StoreReader reader;
  private final List<Path> paths;
  private final LandscapeImport.Wishes wishes;

  StoreImport(
      GlobalOptions global,
      String from,
      StoreReader reader,
      List<Path> paths,
      LandscapeImport.Wishes wishes) {
    this.global = global;
    this.from = from;
    this.reader = reader;
    this.paths = paths;
    this.wishes = wishes;
  }

  /**
   * Does what the command line asks for.
   *
   * @param space the sweep file; without one a space is proposed
   * @param name that the landscape gets
   * @throws CairnException if it cannot be done
   */
  int run(Optional<Path> space, Optional<String> name) throws IOException {
    try {
      List<Listed> studies = reader.list(paths);
      if (studies.isEmpty()) {
        throw CairnException.invalid("the store has no study; there is nothing to import");
      }
      if (wishes.study == null && studies.size() > 1) {
        return choose(studies, space.isPresent());
      }
      ForeignStudy study = Patience.during("reading " + from, () -> read(study(studies)));
      return space.isPresent() ? into(study, space.get(), name) : propose(study);
    } catch (UnreadableStoreException e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    } catch (Unread e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Carries the sentence out of a supplier. */
  private static final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unread(Exception cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  private ForeignStudy read(String study) {
    try {
      return reader.read(paths, study);
    } catch (UnreadableStoreException | IOException e) {
      throw new Unread(e);
    }
  }

  private String study(List<Listed> studies) {
    List<String> names = studies.stream().map(Listed::name).toList();
    String wanted = wishes.study == null ? names.get(0) : wishes.study;
    if (!names.contains(wanted)) {
      throw CairnException.invalid(
          "--study = " + wanted + " is none of the store's" + DidYouMean.hint(wanted, names));
    }
    return wanted;
  }

  private int choose(List<Listed> studies, boolean importing) {
    if (importing || wishes.propose != null) {
      throw CairnException.invalid(
          "the store has "
              + studies.size()
              + " studies; say which with --study: "
              + String.join(", ", studies.stream().map(Listed::name).toList()));
    }
    if (global.json()) {
      ObjectNode root = FigureText.object();
      ArrayNode list = root.putArray("studies");
      studies.forEach(s -> list.addObject().put("name", s.name()).put("trials", s.trials()));
      System.out.println(root);
      return ExitCode.OK;
    }
    TextTable table = new TextTable(List.of("study", "trials"));
    studies.forEach(s -> table.row(List.of(s.name(), Long.toString(s.trials()))));
    table.lines().forEach(System.out::println);
    System.out.println();
    System.out.println("Say which with --study NAME.");
    return ExitCode.OK;
  }

  private ForeignMetric metric(ForeignStudy study, Optional<String> objective) {
    List<String> names = study.metrics().stream().map(ForeignMetric::name).toList();
    String wanted = wishes.metric;
    if (wanted == null && objective.filter(names::contains).isPresent()) {
      wanted = objective.get();
    }
    if (wanted == null && names.size() == 1) {
      wanted = names.get(0);
    }
    String name = wanted;
    if (name == null) {
      throw CairnException.invalid(
          names.isEmpty()
              ? "no trial of "
                  + study.name()
                  + " reported a number that could be its metric; name one with --metric"
              : "the trials report several metrics; say with --metric which one counts: "
                  + String.join(", ", names));
    }
    return study.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                CairnException.invalid(
                    "--metric = "
                        + name
                        + " is none of the trials'"
                        + DidYouMean.hint(name, names)));
  }

  private int propose(ForeignStudy study) throws IOException, UnreadableStoreException {
    if (wishes.map != null || wishes.proposeMap != null || wishes.dryRun) {
      throw CairnException.invalid(
          "--map, --propose-map and --dry-run need --space SWEEP: the space that the trials are to fit");
    }
    String text = new SpaceProposal(study, metric(study, Optional.empty())).text();
    Path file = wishes.propose;
    if (file != null) {
      write(file, text);
    }
    String next =
        "Look it over, then: cairn landscape import --from "
            + from
            + " "
            + String.join(" ", paths.stream().map(Path::toString).toList())
            + (wishes.study == null ? "" : " --study " + wishes.study)
            + " --space "
            + (file == null ? "THE-FILE.conf" : file);
    if (global.json()) {
      ObjectNode root = FigureText.object();
      root.put("study", study.name()).put("trials", study.trials().size()).put("proposal", text);
      System.out.println(root);
    } else if (file == null) {
      System.out.print(text);
      study.notes().forEach(note -> System.err.println("note: " + note));
      System.err.println("Nothing was imported; --propose FILE writes this. " + next);
    } else {
      System.out.println("wrote " + file + ". " + next);
    }
    return ExitCode.OK;
  }

  private static void write(Path file, String text) {
    if (Files.exists(file)) {
      throw CairnException.refused(
          file
              + " exists; a proposal never replaces what you may have corrected. Name another file");
    }
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw CairnException.refused(file + " cannot be written: " + e);
    }
  }

  private int into(ForeignStudy study, Path space, Optional<String> name) throws IOException {
    if (wishes.propose != null) {
      throw CairnException.invalid(
          "--propose writes a space, but --space gives one; leave one of them out");
    }
    Sweep sweep = SweepArgument.read(space, Purpose.SPACE);
    ForeignMetric metric = metric(study, Optional.of(sweep.study().objective().metric()));
    if (wishes.proposeMap != null) {
      write(wishes.proposeMap, new MapProposal(study, metric, sweep.study().space()).text());
      System.out.println(
          "wrote "
              + wishes.proposeMap
              + ". Look it over, then give it back with --map "
              + wishes.proposeMap);
      return ExitCode.OK;
    }
    ImportMap map = map(study, sweep);
    checkDirection(metric, sweep, map);
    checkShared(study, sweep, map);
    TrialProjection.Outcome outcome;
    try {
      outcome =
          new TrialProjection(study, metric, sweep.study(), map)
              .project(name.orElse(study.name()), Instant.now());
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    }
    return told(study, metric, sweep, outcome);
  }

  private ImportMap map(ForeignStudy study, Sweep sweep) {
    if (wishes.map == null) {
      return ImportMap.SAME;
    }
    try {
      return ImportMapReader.read(wishes.map, sweep.study().space(), study.parameterNames());
    } catch (InvalidSweepException e) {
      throw CairnException.invalid(SweepProblems.text(e));
    }
  }

  private static void checkDirection(ForeignMetric metric, Sweep sweep, ImportMap map) {
    Objective objective = sweep.study().objective();
    boolean maximize = objective.direction() == Objective.Direction.MAXIMIZE;
    boolean there = (metric.direction() == Direction.MAXIMIZE) == (map.metric().times() > 0);
    if (metric.direction() != Direction.UNKNOWN && there != maximize) {
      throw CairnException.invalid(
          "the store says "
              + metric.direction().word()
              + " "
              + metric.name()
              + ", the sweep says "
              + (maximize ? "maximize " : "minimize ")
              + objective.metric()
              + "; correct objective.direction, or, if one is the negative of the other, write metric {"
              + " times = -1 } in the map");
    }
  }

  /** Trials that share nothing with the sweep would all become its middle. */
  private void checkShared(ForeignStudy study, Sweep sweep, ImportMap map) {
    Set<String> there = study.parameterNames();
    List<String> here = sweep.study().space().parameters().stream().map(Parameter::name).toList();
    boolean shared =
        here.stream().anyMatch(n -> there.contains(n) && !map.rules().renames().containsKey(n))
            || map.rules().renames().keySet().stream().anyMatch(there::contains);
    if (!shared) {
      throw CairnException.invalid(
          "the trials have no parameter of the sweep: they have "
              + String.join(", ", there)
              + ", the sweep has "
              + String.join(", ", here)
              + "; --propose-map FILE proposes which is which");
    }
  }

  private int told(
      ForeignStudy study, ForeignMetric metric, Sweep sweep, TrialProjection.Outcome outcome)
      throws IOException {
    Optional<ArchivedLandscape> landscape = outcome.landscape();
    boolean keep = landscape.isPresent() && !wishes.dryRun;
    String id = keep ? global.home().archive().put(landscape.orElseThrow()) : "";
    if (global.json()) {
      ObjectNode root =
          keep ? LandscapeImport.json(id, landscape.orElseThrow()) : FigureText.object();
      ImportText.put(root, study, metric, outcome.report());
      System.out.println(root);
    } else {
      ImportText.lines(study, metric, sweep, outcome.report()).forEach(System.out::println);
      if (keep) {
        System.out.println(LandscapeImport.text(id, landscape.orElseThrow()));
      }
    }
    if (landscape.isEmpty()) {
      throw CairnException.invalid(
          "no trial could be used; the reasons stand above. Nothing was imported.");
    }
    if (!keep && !global.json()) {
      System.out.println("Nothing was imported (--dry-run).");
    }
    return ExitCode.OK;
  }
}
