package io.cairn.server.cli;

import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.studies.CairnException;
import java.util.List;

/** Addresses given on the command line. */
final class Addresses {

  private Addresses() {}

  /**
   * Reads one.
   *
   * @throws CairnException that names the option
   */
  static NodeAddress parse(String option, String text) {
    try {
      return NodeAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid(option + ": " + e.getMessage());
    }
  }

  /**
   * Reads several.
   *
   * @throws CairnException that names the option
   */
  static List<NodeAddress> parseAll(String option, String text) {
    try {
      return NodeAddress.parseAll(text);
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid(option + ": " + e.getMessage());
    }
  }
}
