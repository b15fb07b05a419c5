package io.cairn.server.archive;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where an archive is: named bytes in folders. What is there is there whole or not at all. Several
 * processes may use one shelf at once.
 *
 * <p>A folder is there as long as something is in it; {@link #ROOT} is the archive's own, names of
 * others have a slash between their parts. Names hold no slash.
 */
public interface Shelf {

  /** The folder of the archive itself. */
  String ROOT = "";

  /**
   * Puts bytes in the place of those that may be there. They stay when the power goes once this
   * returned.
   *
   * @throws IOException if they cannot be put there
   */
  void put(String folder, String name, ByteString bytes) throws IOException;

  /**
   * As {@link #put}, but when the power goes what is there may be torn: for bytes that are checked
   * when they are read and can be made again.
   *
   * @throws IOException if they cannot be put there
   */
  void putReplaceable(String folder, String name, ByteString bytes) throws IOException;

  /**
   * The bytes of a name.
   *
   * @return empty if there is no such name
   * @throws IOException if they cannot be read
   */
  Optional<byte[]> get(String folder, String name) throws IOException;

  /**
   * Whether there is such a name.
   *
   * @throws IOException if that cannot be told
   */
  boolean contains(String folder, String name) throws IOException;

  /**
   * The names in a folder, those put there longest ago first.
   *
   * @throws IOException if they cannot be read
   */
  List<String> names(String folder) throws IOException;

  /**
   * The folders right below a folder.
   *
   * @throws IOException if they cannot be read
   */
  List<String> folders(String folder) throws IOException;

  /**
   * Takes a name away.
   *
   * @return whether it was there
   * @throws IOException if it cannot be taken away
   */
  boolean delete(String folder, String name) throws IOException;

  /** How people find a name: its file, or the name alone. */
  Path place(String folder, String name);
}
