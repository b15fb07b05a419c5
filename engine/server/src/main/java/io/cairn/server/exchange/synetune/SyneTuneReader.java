package io.cairn.server.exchange.synetune;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.exchange.CsvTable;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.JsonValues;
import io.cairn.server.exchange.OneFile;
import io.cairn.server.exchange.StoreReader;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads the folder of a Syne Tune experiment: {@code results.csv.zip} (or {@code results.csv}), one
 * row a report, and {@code metadata.json} (syne_tune, results_callback.py, tuner.py, constants.py).
 */
public final class SyneTuneReader implements StoreReader {

  private static final String WHAT = "the folder of a Syne Tune experiment";
  private static final String ZIPPED = "results.csv.zip";
  private static final String PLAIN = "results.csv";
  private static final String METADATA = "metadata.json";

  @Override
  public List<Listed> list(List<Path> paths) throws UnreadableStoreException, IOException {
    Path folder = folder(paths);
    SyneTuneTable table = table(folder, JsonValues.file(folder.resolve(METADATA)));
    return List.of(new Listed(name(folder), table.size()));
  }

  @Override
  public ForeignStudy read(List<Path> paths, String study)
      throws UnreadableStoreException, IOException {
    Path folder = folder(paths);
    JsonNode metadata = JsonValues.file(folder.resolve(METADATA));
    List<String> notes = new ArrayList<>();
    return table(folder, metadata)
        .study(
            study, "Syne Tune, " + folder.getFileName(), SyneTuneSpace.of(metadata, notes), notes);
  }

  private static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  private static Path folder(List<Path> paths) throws UnreadableStoreException {
    Path path = OneFile.one(paths, WHAT);
    Path given = path.toAbsolutePath().normalize();
    Path folder = Files.isDirectory(given) ? given : given.resolveSibling("");
    if (!Files.exists(folder.resolve(ZIPPED)) && !Files.exists(folder.resolve(PLAIN))) {
      throw new UnreadableStoreException(path + " holds no " + ZIPPED + "; name " + WHAT);
    }
    if (!Files.exists(folder.resolve(METADATA))) {
      throw new UnreadableStoreException(
          path
              + " holds no "
              + METADATA
              + ", which says what the metric is and which way is better; put it beside the results");
    }
    return folder;
  }

  private static SyneTuneTable table(Path folder, JsonNode metadata)
      throws UnreadableStoreException, IOException {
    SyneTuneTable table = new SyneTuneTable(metadata);
    Path zipped = folder.resolve(ZIPPED);
    if (!Files.exists(zipped)) {
      CsvTable.read(folder.resolve(PLAIN), PLAIN, table);
      return table;
    }
    try (ZipFile zip = new ZipFile(zipped.toFile())) {
      var entries = zip.entries();
      if (!entries.hasMoreElements()) {
        throw new UnreadableStoreException(zipped + " holds no file; is it the right one?");
      }
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  zip.getInputStream(entries.nextElement()), StandardCharsets.UTF_8))) {
        CsvTable.read(reader, ZIPPED, table);
      }
    } catch (ZipException e) {
      throw new UnreadableStoreException(
          zipped + " is no whole zip file (" + e.getMessage() + "); was it cut off?");
    }
    return table;
  }
}
