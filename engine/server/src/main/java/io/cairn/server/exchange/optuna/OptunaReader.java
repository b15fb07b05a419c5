package io.cairn.server.exchange.optuna;

import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.OneFile;
import io.cairn.server.exchange.SqliteFile;
import io.cairn.server.exchange.StoreReader;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads Optuna's SQLite databases and journal files, told apart by their first bytes. */
public final class OptunaReader implements StoreReader {

  @Override
  public List<Listed> list(List<Path> paths) throws UnreadableStoreException, IOException {
    Path file = OneFile.of(paths, "an SQLite database or a journal file of Optuna");
    return SqliteFile.isOne(file) ? OptunaDatabase.list(file) : OptunaJournal.list(file);
  }

  @Override
  public ForeignStudy read(List<Path> paths, String study)
      throws UnreadableStoreException, IOException {
    Path file = OneFile.of(paths, "an SQLite database or a journal file of Optuna");
    return SqliteFile.isOne(file)
        ? OptunaDatabase.read(file, study)
        : OptunaJournal.read(file, study);
  }
}
