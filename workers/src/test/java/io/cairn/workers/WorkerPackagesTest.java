package io.cairn.workers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who may use whom among the kinds of worker. */
class WorkerPackagesTest {

  private static final List<String> KINDS =
      List.of(
          "process",
          "container",
          "slurm",
          "kubernetes",
          "jvm",
          "function",
          "table",
          "smile",
          "remote");

  /** These start commands elsewhere and follow them as the process worker does. */
  private static final Set<String> RUN_COMMANDS = Set.of("container", "slurm", "kubernetes", "jvm");

  private static final Pattern OTHERS =
      Pattern.compile("io\\.cairn\\.workers\\.(" + String.join("|", KINDS) + "|node).*");

  private static final JavaClasses CLASSES =
      ArchConfiguration.withThreadLocalScope(
          configuration -> {
            // Names of packages are enough; reading the classes of every library takes long.
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.cairn.workers");
          });

  @Test
  void kindsOfWorker_doNotKnowEachOtherNorActorsNorTheWire() {
    for (String kind : KINDS) {
      noClasses()
          .that()
          .resideInAPackage("io.cairn.workers." + kind + "..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "belong to another kind of worker, to actors or to the wire",
                  used ->
                      used.getPackageName()
                              .matches("org\\.apache\\.pekko.*|com\\.google\\.protobuf.*")
                          || used.getPackageName().startsWith("io.cairn.proto")
                          || (OTHERS.matcher(used.getPackageName()).matches()
                              && !used.getPackageName().startsWith("io.cairn.workers." + kind)
                              && !(RUN_COMMANDS.contains(kind)
                                  && used.getPackageName().equals("io.cairn.workers.process")))))
          .check(CLASSES);
    }
  }
}
