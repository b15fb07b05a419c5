package io.cairn.server.exchange.wandb;

import io.cairn.server.exchange.CsvTable;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.StoreReader;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the CSV of Weights and Biases: the table of runs, and any number of charts, whose columns
 * {@code RUN - METRIC} add what runs said on their way.
 */
public final class WandbReader implements StoreReader {

  @Override
  public List<Listed> list(List<Path> paths) throws UnreadableStoreException, IOException {
    Path file = present(paths.get(0));
    WandbTable table = new WandbTable();
    CsvTable.read(file, file.toString(), table);
    return List.of(new Listed(name(file), table.size()));
  }

  @Override
  public ForeignStudy read(List<Path> paths, String study)
      throws UnreadableStoreException, IOException {
    Path file = present(paths.get(0));
    WandbTable table = new WandbTable();
    CsvTable.read(file, file.toString(), table);
    for (Path chart : paths.subList(1, paths.size())) {
      CsvTable.read(present(chart), chart.toString(), new WandbChart(table, chart.toString()));
    }
    return table.study(study, "Weights and Biases, " + file.getFileName());
  }

  private static Path present(Path file) throws UnreadableStoreException {
    if (!Files.isRegularFile(file)) {
      throw new UnreadableStoreException(
          file + " is no file; name the exported table of runs, then charts if you have some");
    }
    return file;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.csv$", "");
  }
}
