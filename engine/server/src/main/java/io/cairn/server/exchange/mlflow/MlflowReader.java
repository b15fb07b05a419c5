package io.cairn.server.exchange.mlflow;

import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.OneFile;
import io.cairn.server.exchange.StoreReader;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads MLflow's file store (the folder mlruns) and its SQLite database. */
public final class MlflowReader implements StoreReader {

  private static final String WHAT = "the folder mlruns or the SQLite database of MLflow";

  @Override
  public List<Listed> list(List<Path> paths) throws UnreadableStoreException, IOException {
    Path path = OneFile.one(paths, WHAT);
    return Files.isDirectory(path) ? MlflowFolder.list(path) : MlflowDatabase.list(path);
  }

  @Override
  public ForeignStudy read(List<Path> paths, String study)
      throws UnreadableStoreException, IOException {
    Path path = OneFile.one(paths, WHAT);
    return Files.isDirectory(path)
        ? MlflowFolder.read(path, study)
        : MlflowDatabase.read(path, study);
  }
}
