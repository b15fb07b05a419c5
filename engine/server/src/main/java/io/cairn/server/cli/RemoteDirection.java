package io.cairn.server.cli;

/** What a person wants of a study of a cluster. */
final class RemoteDirection {

  private RemoteDirection() {}

  /**
   * Has it done and says what became of it.
   *
   * @param verb pause, resume or stop
   */
  static int of(RemoteCluster cluster, String study, String verb) {
    System.out.println(
        study
            + ": "
            + cluster
                .post("api/v1/studies/" + RemoteCluster.encoded(study) + "/" + verb)
                .path("result")
                .asText());
    return ExitCode.OK;
  }
}
