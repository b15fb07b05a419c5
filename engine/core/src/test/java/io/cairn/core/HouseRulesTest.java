package io.cairn.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The rules of the house that hold in core; see ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.cairn.core", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule core_usesTheJdkAndSmileAlone =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "smile..", "io.cairn.core..", "org.jspecify.."));

  @ArchTest
  static final ArchRule core_doesNoInputOrOutput =
      noClasses()
          // Reads the table of direction numbers that ships beside it on the class path.
          .that(not(resideInAPackage("..search")).or(not(named("DirectionNumbers"))))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.nio.file..", "java.net..", "java.sql..", "java.nio.channels..")
                  .or(belongToAnyOf(java.io.InputStream.class, java.io.OutputStream.class)));

  @ArchTest
  static final ArchRule core_hasNoClock =
      noClasses()
          .should()
          .dependOnClassesThat(belongToAnyOf(Clock.class, InstantSource.class))
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule core_hasNoGlobalRandomness =
      noClasses()
          .should()
          .dependOnClassesThat(belongToAnyOf(Random.class, ThreadLocalRandom.class))
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule core_hasNoThreads =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.util.concurrent..").or(belongToAnyOf(Thread.class)));

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("io.cairn.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule space_and_fidelity_areTheFoundation =
      noClasses()
          .that()
          .resideInAnyPackage("..core.space..", "..core.fidelity..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..core.halving..",
              "..core.landscape..",
              "..core.surrogate..",
              "..core.transfer..",
              "..core.search..",
              "..core.study..",
              "..core.simulate..");

  @ArchTest
  static final ArchRule methods_doNotKnowStudies =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..core.halving..",
              "..core.landscape..",
              "..core.surrogate..",
              "..core.transfer..",
              "..core.search..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..core.study..", "..core.simulate..");

  private static com.tngtech.archunit.base.DescribedPredicate<
          com.tngtech.archunit.core.domain.JavaClass>
      named(String simpleName) {
    return com.tngtech.archunit.base.DescribedPredicate.describe(
        "named " + simpleName, c -> c.getSimpleName().equals(simpleName));
  }
}
