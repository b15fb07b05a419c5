package io.cairn.server.exchange;

import io.cairn.core.study.StudySpec;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.SweepReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The stores beside the tests; which tool wrote them is in docs/import.md and in their scripts. */
final class Stores {

  /** Of the twelve trials that documented.py writes for every system. */
  static final String TWELVE =
      """
      objective { metric = val_loss, direction = minimize }
      fidelity { name = epoch, min = 1, max = 9 }
      space {
        lr { type = real, min = 1e-4, max = 0.1, scale = log }
        layers { type = integer, min = 1, max = 3 }
        opt { type = categorical, values = [sgd, adam] }
        momentum { type = real, min = 0.5, max = 0.99, when { opt = sgd } }
      }
      """;

  private Stores() {}

  static Path path(String name) {
    URL url = Objects.requireNonNull(Stores.class.getResource("/exchange/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The study that a sweep file describes. */
  static StudySpec spec(Path folder, String sweep) throws Exception {
    Path file = Files.createTempFile(folder, "space", ".conf");
    Files.writeString(file, sweep);
    return SweepReader.read(file, Purpose.SPACE).study();
  }

  /** The loss that documented.py gives trial {@code k}. */
  static double loss(int k, int epoch) {
    return Math.rint(((k - 5) * (k - 5) / 100.0 + 0.1 * (k % 3) + 1.0 / epoch) * 1e6) / 1e6;
  }
}
