package io.cairn.server.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the stores of one system. */
public interface StoreReader {

  /**
   * A study in a store.
   *
   * @param name by which {@link #read} finds it
   * @param trials how many it has, whatever their state
   */
  record Listed(String name, long trials) {}

  /**
   * The studies of a store.
   *
   * @param paths as given on the command line, at least one
   * @throws UnreadableStoreException if it is no such store, or damaged
   * @throws IOException if it cannot be read
   */
  List<Listed> list(List<Path> paths) throws UnreadableStoreException, IOException;

  /**
   * Reads a study.
   *
   * @param study one of those listed
   * @throws UnreadableStoreException if it is no such store, or damaged
   * @throws IOException if it cannot be read
   */
  ForeignStudy read(List<Path> paths, String study) throws UnreadableStoreException, IOException;
}
