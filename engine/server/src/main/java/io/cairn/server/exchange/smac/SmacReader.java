package io.cairn.server.exchange.smac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.JsonValues;
import io.cairn.server.exchange.OneFile;
import io.cairn.server.exchange.StoreReader;
import io.cairn.server.exchange.UnreadableStoreException;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.SweepReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code runhistory.json} of SMAC3 1.x and 2.x, with {@code configspace.json} and {@code
 * scenario.json} beside it where they are (automl/SMAC3, smac/runhistory/runhistory.py).
 */
public final class SmacReader implements StoreReader {

  private static final String WHAT = "runhistory.json of SMAC, or its folder";
  private static final String HISTORY = "runhistory.json";

  @Override
  public List<Listed> list(List<Path> paths) throws UnreadableStoreException, IOException {
    Path file = file(paths);
    return List.of(new Listed(name(file), JsonValues.file(file).path("data").size()));
  }

  @Override
  public ForeignStudy read(List<Path> paths, String study)
      throws UnreadableStoreException, IOException {
    Path file = file(paths);
    JsonNode history = JsonValues.file(file);
    if (!history.path("configs").isObject() || !history.has("data")) {
      throw new UnreadableStoreException(file + " has no configs and data; name " + WHAT);
    }
    List<String> notes = new ArrayList<>();
    DeclaredSpace space = space(file, notes);
    Path scenario = file.resolveSibling("scenario.json");
    SmacRuns runs =
        new SmacRuns(
            history.path("configs"),
            Files.exists(scenario)
                ? JsonValues.file(scenario).path("objectives")
                : MissingNode.getInstance());
    history.path("data").forEach(runs::add);
    return runs.study(study, "SMAC, " + file.getFileName(), space, notes);
  }

  private static String name(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return folder == null || folder.getFileName() == null
        ? "smac"
        : folder.getFileName().toString();
  }

  private static Path file(List<Path> paths) throws UnreadableStoreException {
    Path path = OneFile.one(paths, WHAT);
    Path file = Files.isDirectory(path) ? path.resolve(HISTORY) : path;
    if (!Files.exists(file)) {
      throw new UnreadableStoreException(path + " holds no " + HISTORY + "; name " + WHAT);
    }
    return file;
  }

  /** What Cairn's own reader of ConfigSpace files makes of the space. */
  private static DeclaredSpace space(Path history, List<String> notes) {
    Path file = history.resolveSibling("configspace.json");
    if (!Files.exists(file)) {
      notes.add(
          "there is no configspace.json beside the run history; ranges are those of the trials");
      return DeclaredSpace.NONE;
    }
    String sweep =
        "{\"objective\": {\"metric\": \" cost of SMAC\", \"direction\": \"minimize\"}, \"space\": {\"file\":"
            + " \"configspace.json\"}}";
    try {
      Path folder = history.toAbsolutePath().normalize().resolveSibling("");
      return DeclaredSpace.of(SweepReader.parse(sweep, folder, Purpose.SPACE).study().space());
    } catch (InvalidSweepException e) {
      notes.add(
          "configspace.json was not used; ranges are those of the trials: " + e.problems().get(0));
      return DeclaredSpace.NONE;
    }
  }
}
