package io.cairn.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the database's password comes from. Never shows it. */
public sealed interface Password {

  /**
   * The password itself; empty is none.
   *
   * @throws StoreException if it cannot be had
   */
  String reveal();

  /** None is needed. */
  static Password none() {
    return new Literal("");
  }

  /** It stands in the settings. */
  record Literal(String text) implements Password {
    @Override
    public String reveal() {
      return text;
    }

    @Override
    public String toString() {
      return "Literal[" + (text.isEmpty() ? "none" : "hidden") + "]";
    }
  }

  /** It is the first line of a file, read each time the store is opened. */
  record InFile(Path file) implements Password {
    @Override
    public String reveal() {
      try {
        return Files.readString(file).lines().findFirst().orElse("");
      } catch (IOException e) {
        throw new StoreException(
            "the database's password cannot be read: cairn.store.password-file = "
                + file
                + " must be a file that this user may read: "
                + e,
            e);
      }
    }
  }

  /** It is the value of an environment variable. */
  record InVariable(String name) implements Password {
    @Override
    public String reveal() {
      String value = System.getenv(name);
      if (value == null) {
        throw new StoreException(
            "the database's password is missing: cairn.store.password-variable = "
                + name
                + " names an environment variable that is not set; set it, or use password-file");
      }
      return value;
    }
  }
}
