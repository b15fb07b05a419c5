package io.cairn.workers.table;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a table: the first mistakes in full, the rest as a number. */
final class Problems {

  private static final int MOST = 20;

  private final List<String> messages = new ArrayList<>();
  private int more;

  void add(String message) {
    if (messages.size() < MOST) {
      messages.add(message);
    } else {
      more++;
    }
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  List<String> messages() {
    List<String> all = new ArrayList<>(messages);
    if (more > 0) {
      all.add("has " + more + " more mistakes like these");
    }
    return all;
  }
}
