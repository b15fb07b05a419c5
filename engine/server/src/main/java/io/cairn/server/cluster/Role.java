package io.cairn.server.cluster;

/** What a node of a cluster does. */
public enum Role {
  /** Runs studies. */
  COORDINATOR("coordinator"),
  /** Runs evaluations. */
  WORKER("worker");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  /** As the cluster knows it. */
  public String word() {
    return word;
  }
}
