package io.cairn.workers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may use whom among the kinds of worker. */
class WorkerPackagesTest {

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
    for (String kind : new String[] {"process", "function", "table", "smile"}) {
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
                          || (used.getPackageName()
                                  .matches(
                                      "io\\.cairn\\.workers\\.(process|function|table|smile|node).*")
                              && !used.getPackageName().startsWith("io.cairn.workers." + kind))))
          .check(CLASSES);
    }
  }
}
