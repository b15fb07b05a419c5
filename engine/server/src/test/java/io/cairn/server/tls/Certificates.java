package io.cairn.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes certificates for tests. */
public final class Certificates {

  private Certificates() {}

  /** A folder with a certificate for hosts, of an authority in the folder beside it. */
  public static Path issue(Path folder, String authority, String name, String... hosts)
      throws IOException {
    Instant now = Instant.now();
    Path node = folder.resolve(name);
    Authority.of(folder.resolve(authority), now)
        .issue(node, List.of(hosts), now, Duration.ofDays(30));
    return node;
  }
}
