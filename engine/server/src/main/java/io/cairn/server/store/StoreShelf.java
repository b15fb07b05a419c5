package io.cairn.server.store;

import com.google.protobuf.ByteString;
import io.cairn.server.archive.Shelf;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The archive of a cluster: a shelf in the store, so that every coordinator has every landscape.
 */
final class StoreShelf implements Shelf {

  private final StoreDatabase database;

  StoreShelf(StoreDatabase database) {
    this.database = database;
  }

  @Override
  public void put(String folder, String name, ByteString bytes) throws IOException {
    byte[] content = bytes.toByteArray();
    transact(
        "cannot be kept",
        folder,
        name,
        connection -> {
          remove(connection, folder, name);
          insert(connection, folder, name, content);
          return true;
        });
  }

  private static void insert(Connection connection, String folder, String name, byte[] content)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO cairn_shelf (folder, name, turn) VALUES (?, ?,"
                + " (SELECT COALESCE(MAX(turn), 0) + 1 FROM cairn_shelf WHERE folder = ?))")) {
      insert.setString(1, folder);
      insert.setString(2, name);
      insert.setString(3, folder);
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO cairn_shelf_piece (folder, name, number, bytes) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, folder);
      insert.setString(2, name);
      Pieces.insert(insert, 3, content);
    }
  }

  /** Nothing would be gained by less care: it is one commit anyway. */
  @Override
  public void putReplaceable(String folder, String name, ByteString bytes) throws IOException {
    put(folder, name, bytes);
  }

  @Override
  public Optional<byte[]> get(String folder, String name) throws IOException {
    return transact(
        "cannot be read",
        folder,
        name,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT number, bytes FROM cairn_shelf_piece WHERE folder = ? AND name = ?"
                      + " ORDER BY folder, name, number")) {
            select.setString(1, folder);
            select.setString(2, name);
            return Pieces.join(select);
          }
        });
  }

  @Override
  public boolean contains(String folder, String name) throws IOException {
    return !list("SELECT name FROM cairn_shelf WHERE folder = ? AND name = ?", folder, name)
        .isEmpty();
  }

  @Override
  public List<String> names(String folder) throws IOException {
    return list("SELECT name FROM cairn_shelf WHERE folder = ? ORDER BY turn, name", folder);
  }

  @Override
  public List<String> folders(String folder) throws IOException {
    String below = folder.equals(ROOT) ? "" : folder + "/";
    return list("SELECT DISTINCT folder FROM cairn_shelf WHERE folder LIKE ?", below + "%").stream()
        .filter(path -> path.startsWith(below))
        .map(path -> path.substring(below.length()).replaceAll("/.*", ""))
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  private List<String> list(String query, String... keys) throws IOException {
    return transact(
        "cannot be listed",
        keys[0],
        "",
        connection -> {
          List<String> all = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(query)) {
            for (int i = 0; i < keys.length; i++) {
              select.setString(i + 1, keys[i]);
            }
            try (ResultSet result = select.executeQuery()) {
              while (result.next()) {
                all.add(result.getString(1));
              }
            }
          }
          return all;
        });
  }

  @Override
  public boolean delete(String folder, String name) throws IOException {
    return transact(
        "cannot be taken away", folder, name, connection -> remove(connection, folder, name));
  }

  private static boolean remove(Connection connection, String folder, String name)
      throws SQLException {
    int removed = 0;
    for (String table : List.of("cairn_shelf", "cairn_shelf_piece")) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE folder = ? AND name = ?")) {
        delete.setString(1, folder);
        delete.setString(2, name);
        removed += delete.executeUpdate();
      }
    }
    return removed > 0;
  }

  @Override
  public Path place(String folder, String name) {
    return Path.of(folder, name);
  }

  private <T> T transact(String what, String folder, String name, StoreDatabase.Work<T> work)
      throws IOException {
    try {
      return database.transact("archive " + place(folder, name) + " " + what, work);
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
