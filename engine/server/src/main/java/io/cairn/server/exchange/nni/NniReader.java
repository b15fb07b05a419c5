package io.cairn.server.exchange.nni;

import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.OneFile;
import io.cairn.server.exchange.SqliteFile;
import io.cairn.server.exchange.StoreReader;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads NNI's database and the JSON that {@code nnictl experiment export} writes. */
public final class NniReader implements StoreReader {

  private static final String WHAT = "nni.sqlite of an experiment of NNI, or its exported JSON";

  @Override
  public List<Listed> list(List<Path> paths) throws UnreadableStoreException, IOException {
    Path file = file(paths);
    return List.of(SqliteFile.isOne(file) ? NniDatabase.list(file) : NniExport.list(file));
  }

  @Override
  public ForeignStudy read(List<Path> paths, String study)
      throws UnreadableStoreException, IOException {
    Path file = file(paths);
    return SqliteFile.isOne(file) ? NniDatabase.read(file, study) : NniExport.read(file, study);
  }

  /** The file, or that in the folder of an experiment. */
  private static Path file(List<Path> paths) throws UnreadableStoreException {
    Path path = OneFile.one(paths, WHAT);
    for (String inside : List.of("nni.sqlite", "db/nni.sqlite")) {
      if (Files.isRegularFile(path.resolve(inside))) {
        return path.resolve(inside);
      }
    }
    return OneFile.of(paths, WHAT);
  }
}
