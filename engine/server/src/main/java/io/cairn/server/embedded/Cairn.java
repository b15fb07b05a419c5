package io.cairn.server.embedded;

import io.cairn.core.study.StudySpec;
import io.cairn.server.studies.CairnException;
import io.cairn.server.sweep.SweepReader;
import java.nio.file.Path;

/**
 * Studies in a Java program. To run one:
 *
 * <pre>{@code
 * StudyResult result =
 *     Cairn.study(Path.of("sweep.conf"))
 *         .function(evaluation -> train(evaluation.real("lr"), evaluation.integer("layers")))
 *         .run();
 * System.out.println(result.best());
 * }</pre>
 *
 * <p>Or with a loop of one's own:
 *
 * <pre>{@code
 * try (OpenStudy study = Cairn.study(Path.of("sweep.conf")).open()) {
 *   for (Asked asked; (asked = study.ask().orElse(null)) != null; ) {
 *     study.tell(asked, train(asked.real("lr"), asked.integer("layers")));
 *   }
 * }
 * }</pre>
 */
public final class Cairn {

  private Cairn() {}

  /**
   * A study of a sweep file; docs/sweep-file.md has its keys. Nothing is read before it is started.
   */
  public static StudyBuilder study(Path sweepFile) {
    return new StudyBuilder(
        String.valueOf(sweepFile.getFileName()),
        (purpose, types) -> SweepReader.read(sweepFile, purpose, types));
  }

  /**
   * A study of a sweep as text, in HOCON, with the keys of a sweep file. Relative paths in it are
   * resolved against the current folder.
   */
  public static StudyBuilder study(String hocon) {
    return new StudyBuilder(
        "the text", (purpose, types) -> SweepReader.readText(hocon, Path.of(""), purpose, types));
  }

  /**
   * A study that a program put together. It learns from every landscape of the archive that fits.
   *
   * @throws CairnException if the spec has a portfolio or priors, which are chosen when the study
   *     begins
   */
  public static StudyBuilder study(StudySpec spec) {
    if (!spec.portfolio().isEmpty() || !spec.priors().isEmpty()) {
      throw CairnException.invalid(
          "the spec of "
              + spec.name()
              + " has a portfolio or priors; leave them out, they are chosen from the archive when the"
              + " study begins");
    }
    return new StudyBuilder("the spec", (purpose, types) -> SweepReader.of(spec, Path.of("")));
  }
}
